package dev.rucksack.encoder.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rucksack.encoder.uplink.SendQueue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketTableTests {

    private static final String HEAD =
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";

    @TempDir
    Path proc;

    @BeforeEach
    void directory() throws IOException {
        Files.createDirectory(proc.resolve("net"));
    }

    @Test
    void findsTheSocketInEitherFile() throws IOException {
        Files.writeString(proc.resolve("net/tcp"), HEAD + line("0100007F", 0xD86C, "0100007F", 1935, 0x1234));
        Files.writeString(
                proc.resolve("net/tcp6"),
                HEAD
                        + line(
                                "0000000000000000FFFF00000100007F",
                                40000,
                                "0000000000000000FFFF00000100007F",
                                443,
                                0xABCDE));

        assertThat(ask(0xD86C, 1935)).isEqualTo(0x1234);
        assertThat(ask(40000, 443)).isEqualTo(0xABCDE);
        assertThat(ask(40001, 443)).isEqualTo(SendQueue.UNKNOWN);
    }

    @Test
    void findsTheLastOfManyAndSeesChanges() throws IOException {
        StringBuilder many = new StringBuilder(HEAD);
        for (int port = 10_000; port < 12_000; port++) {
            many.append(line("0100007F", port, "0100007F", 80, 7));
        }
        Path file = proc.resolve("net/tcp");
        Files.writeString(file, many + line("0100007F", 20_000, "0100007F", 1935, 99));
        try (SocketTable queues = new SocketTable(proc, 20_000, 1935)) {
            assertThat(queues.unacknowledged()).isEqualTo(99);
            Files.writeString(file, many + line("0100007F", 20_000, "0100007F", 1935, 0));
            assertThat(queues.unacknowledged()).isZero();
        }
    }

    @Test
    void tellsANetworkThatIsGoneFromAProgramThatDoesNotRead() throws IOException {
        String socket = line("0100007F", 20_000, "0100007F", 1935, 99);
        assertThat(repeats(socket)).isZero();
        assertThat(repeats(socket.replace("01:00000014 00000000", "01:00000014 0000000B")))
                .isEqualTo(11);
        assertThat(repeats(socket.replace("01:00000014 00000000", "04:00000014 0000000B")))
                .isZero();
        assertThat(repeats(socket.replace("01:00000014 00000000", "00:00000000 0000000B")))
                .isZero();
        assertThat(repeats("")).isZero();
    }

    private int repeats(String socket) throws IOException {
        Files.writeString(proc.resolve("net/tcp"), HEAD + socket);
        try (SocketTable queues = new SocketTable(proc, 20_000, 1935)) {
            queues.unacknowledged();
            return queues.repeats();
        }
    }

    @Test
    void saysThatNobodyCanTell() throws IOException {
        assertThat(ask(1, 2)).isEqualTo(SendQueue.UNKNOWN);
        Files.writeString(proc.resolve("net/tcp"), "garbage\n:::\n\n12: x");
        assertThat(ask(1, 2)).isEqualTo(SendQueue.UNKNOWN);
    }

    private long ask(int local, int remote) {
        try (SocketTable queues = new SocketTable(proc, local, remote)) {
            return queues.unacknowledged();
        }
    }

    private static String line(String local, int localPort, String remote, int remotePort, int queue) {
        return String.format(
                "%4d: %s:%04X %s:%04X 01 %08X:00000000 01:00000014 00000000     0        0 12345 1 0000000000000000%n",
                1, local, localPort, remote, remotePort, queue);
    }
}
