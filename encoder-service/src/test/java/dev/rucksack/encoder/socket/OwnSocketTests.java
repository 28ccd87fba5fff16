package dev.rucksack.encoder.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rucksack.encoder.uplink.SendQueue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two ends of a connection on this machine. */
class OwnSocketTests {

    private static final Path FDS = Path.of("/proc/self/fd");

    private ServerSocket server;
    private SocketChannel ours;
    private Socket theirs;

    @BeforeEach
    void connect() throws IOException {
        server = new ServerSocket();
        server.setReceiveBufferSize(8 * 1024);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        ours = SocketChannel.open(server.getLocalSocketAddress());
        theirs = server.accept();
    }

    @AfterEach
    void close() throws IOException {
        ours.close();
        theirs.close();
        server.close();
    }

    @Test
    void whatTheOtherSideHasIsAcknowledged() throws IOException {
        try (SendQueue queue = find()) {
            ours.write(ByteBuffer.allocate(1000));
            await().until(() -> queue.unacknowledged() == 0);
        }
    }

    @Test
    void whatItHasNoRoomForWaits() throws IOException {
        try (SendQueue queue = find()) {
            long written = fill();
            long waiting = queue.unacknowledged();
            assertThat(waiting).isPositive();
            theirs.getInputStream().readNBytes((int) written);
            await().until(() -> queue.unacknowledged() == 0);
            assertThat(queue.repeats()).isZero();
        }
    }

    @Test
    void aResetDoesNotMakeItForgetHowFarItCame() throws Exception {
        try (SendQueue queue = find()) {
            long written = fill();
            long waiting = queue.unacknowledged();
            assertThat(waiting).isBetween(1L, written - 1);

            theirs.setSoLinger(true, 0);
            theirs.close();

            ours.configureBlocking(true);
            assertThatThrownBy(() -> ours.read(ByteBuffer.allocate(1))).isInstanceOf(IOException.class);
            assertThat(queue.unacknowledged()).isEqualTo(waiting);
            assertThat(new SendQueues(Path.of("/proc"))
                            .of(ours.socket().getLocalPort(), server.getLocalPort())
                            .unacknowledged())
                    .as("the table of all sockets has forgotten it")
                    .isEqualTo(SendQueue.UNKNOWN);
        }
    }

    @Test
    void aSocketThatIsNotOursIsNotFound() {
        assertThat(OwnSocket.find(FDS, 1, 2)).isNull();
        assertThat(OwnSocket.find(Path.of("/nowhere"), ours.socket().getLocalPort(), server.getLocalPort()))
                .isNull();
    }

    private SendQueue find() {
        OwnSocket own = OwnSocket.find(FDS, ours.socket().getLocalPort(), server.getLocalPort());
        assertThat(own).isNotNull();
        return own;
    }

    /** Writes until nobody takes more. */
    private long fill() throws IOException {
        ours.configureBlocking(false);
        long written = 0;
        long last;
        do {
            last = ours.write(ByteBuffer.allocate(64 * 1024));
            written += last;
        } while (last > 0);
        return written;
    }
}
