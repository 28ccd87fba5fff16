package dev.rucksack.control.bonding.kernel.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real sockets and the one device that every machine has. */
class DeviceBindingTests {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final DeviceBinding binding = new DeviceBinding(Path.of("/proc"));
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 5, LOOPBACK);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private static InetSocketAddress local(SocketChannel channel) throws IOException {
        channel.bind(new InetSocketAddress(LOOPBACK, 0));
        return (InetSocketAddress) channel.getLocalAddress();
    }

    @Test
    void aChannelBoundToADeviceConnectsThroughIt() throws IOException {
        try (SocketChannel channel = SocketChannel.open()) {
            assertThat(binding.bind(local(channel), "lo")).isTrue();
            assertThat(channel.connect(server.getLocalSocketAddress())).isTrue();
        }
    }

    @Test
    void soDoesASocketOfTheOlderKind() throws IOException {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(LOOPBACK, 0));
            assertThat(binding.bind((InetSocketAddress) socket.getLocalSocketAddress(), "lo"))
                    .isTrue();
            socket.connect(server.getLocalSocketAddress());
            assertThat(socket.isConnected()).isTrue();
        }
    }

    @Test
    void anInterfaceThatIsNotThereBindsNothingAndTheNextIsTried() throws IOException {
        try (SocketChannel channel = SocketChannel.open()) {
            InetSocketAddress local = local(channel);
            assertThat(binding.bind(local, "nosuch0")).isFalse();
            assertThat(binding.bind(local, "lo")).isTrue();
        }
    }

    @Test
    void aSocketThatIsConnectedIsLeftAlone() throws IOException {
        try (SocketChannel channel = SocketChannel.open(server.getLocalSocketAddress())) {
            assertThat(binding.bind((InetSocketAddress) channel.getLocalAddress(), "lo"))
                    .isFalse();
        }
    }

    @Test
    void anAddressOfNobodyIsNotFound(@TempDir Path elsewhere) throws IOException {
        try (SocketChannel channel = SocketChannel.open()) {
            InetSocketAddress local = local(channel);
            InetSocketAddress other = new InetSocketAddress("127.0.0.2", local.getPort());
            assertThat(binding.bind(other, "lo")).isFalse();
            assertThat(new DeviceBinding(elsewhere).bind(local, "lo")).isFalse();
        }
    }
}
