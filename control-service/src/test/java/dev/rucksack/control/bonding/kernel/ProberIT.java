package dev.rucksack.control.bonding.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real connections on loopback; which way they took is a made-up count of packets. */
class ProberIT {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @TempDir
    Path root;

    private FakeMachine machine;
    private Prober prober;

    @BeforeEach
    void start() {
        machine = new FakeMachine(root);
        prober = prober((local, name) -> false);
    }

    private Prober prober(LinkBinding.Device device) {
        return new Prober(
                new Interfaces(machine.sys().resolve("class/net")), machine.binding(device), System::nanoTime);
    }

    @Test
    void aConnectionThatStandsIsTimedAndClosed() throws IOException {
        try (ServerSocket ingest = new ServerSocket(0, 5, LOOPBACK)) {
            Map<String, Outcome> round = prober.round(
                    new InetSocketAddress(LOOPBACK, ingest.getLocalPort()), Map.of("usb0", LOOPBACK, "usb1", LOOPBACK));
            assertThat(round).containsOnlyKeys("usb0", "usb1").allSatisfy((link, outcome) -> {
                assertThat(outcome.kind()).isEqualTo(Outcome.Kind.CONNECTED);
                assertThat(outcome.seconds()).isPositive();
            });
            for (int i = 0; i < 2; i++) {
                try (var accepted = ingest.accept()) {
                    assertThat(readsNothing(accepted)).isTrue();
                }
            }
        }
    }

    @Test
    void eachIsBoundToItsOwnDeviceBeforeItIsConnected() throws IOException {
        Map<String, InetSocketAddress> bound = new HashMap<>();
        prober = prober((local, name) -> bound.put(name, local) == null);
        machine.route("usb0", 100L).route("usb1", 200L).returnFilter("all", 0);
        machine.returnFilter("usb0", 0).returnFilter("usb1", 0);
        try (ServerSocket ingest = new ServerSocket(0, 5, LOOPBACK)) {
            prober.round(
                    new InetSocketAddress(LOOPBACK, ingest.getLocalPort()), Map.of("usb0", LOOPBACK, "usb1", LOOPBACK));
            assertThat(bound).containsOnlyKeys("usb0", "usb1");
            Set<Integer> ports = new HashSet<>();
            for (int i = 0; i < 2; i++) {
                try (var accepted = ingest.accept()) {
                    ports.add(accepted.getPort());
                }
            }
            assertThat(bound.values())
                    .extracting(InetSocketAddress::getPort)
                    .containsExactlyInAnyOrderElementsOf(ports);
        }
    }

    private static boolean readsNothing(java.net.Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException e) {
            return true; // closed with a reset
        }
    }

    @Test
    void aClosedPortIsRefusedAndAnAddressThatIsNotOursIsSilence() throws IOException {
        int port;
        try (ServerSocket nobody = new ServerSocket(0, 1, LOOPBACK)) {
            port = nobody.getLocalPort();
        }
        InetAddress foreign = InetAddress.getByName("192.0.2.7");
        Map<String, Outcome> round =
                prober.round(new InetSocketAddress(LOOPBACK, port), Map.of("usb0", LOOPBACK, "usb1", foreign));
        assertThat(round.get("usb0").kind()).isEqualTo(Outcome.Kind.REFUSED);
        assertThat(round.get("usb1").kind()).isEqualTo(Outcome.Kind.SILENT);
    }

    @Test
    void aLinkThatSentNothingWasNotMeasured() throws IOException {
        machine.virtual("usb0", "02:00:00:00:00:01").counters("usb0", 5_000, 0);
        try (ServerSocket ingest = new ServerSocket(0, 5, LOOPBACK)) {
            Map<String, Outcome> round =
                    prober.round(new InetSocketAddress(LOOPBACK, ingest.getLocalPort()), Map.of("usb0", LOOPBACK));
            assertThat(round).containsEntry("usb0", Outcome.ELSEWHERE);
        }
    }
}
