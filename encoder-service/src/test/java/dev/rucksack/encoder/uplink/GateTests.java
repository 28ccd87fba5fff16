package dev.rucksack.encoder.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rucksack.encoder.flv.TagKind;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What goes through it, with real sockets on both sides. */
class GateTests {

    private static final int HANDSHAKE_BYTES = 3073;
    private static final int ROOM_BYTES = 16 * 1024;
    private static final int MESSAGES = 300;

    /** Where one ended, in bytes since the beginning, and how many it had. */
    private record Write(long end, int bytes) {}

    @Test
    void sendsNoHeaderWithoutWhatItIsTheHeaderOf() throws Exception {
        List<Write> writes = new ArrayList<>();
        List<Long> ends = new ArrayList<>();
        var expected = new ByteArrayOutputStream();

        byte[] arrived = through(new Writes(writes), publisher -> {
            write(publisher, expected, handshake());
            for (int i = 0; i < MESSAGES; i++) {
                byte[] payload = new byte[1 + i % 128];
                write(publisher, expected, header(i, payload.length)); // ffmpeg writes it by itself, too
                write(publisher, expected, payload);
                ends.add((long) expected.size());
            }
        });

        assertThat(arrived).isEqualTo(expected.toByteArray());
        assertThat(writes.stream()
                        .filter(write -> write.end() > HANDSHAKE_BYTES && write.bytes() < ROOM_BYTES)
                        .map(Write::end))
                .isNotEmpty()
                .isSubsetOf(ends);
    }

    @Test
    void holdsNoMessageThatIsLargerThanItsRoom() throws Exception {
        List<Write> writes = new ArrayList<>();
        var expected = new ByteArrayOutputStream();

        through(new Writes(writes), publisher -> {
            write(publisher, expected, handshake());
            write(publisher, expected, chunkSize(200_000));
            byte[] payload = new byte[200_000];
            new Random(1).nextBytes(payload);
            write(publisher, expected, header(0, payload.length));
            write(publisher, expected, payload);
        });

        assertThat(writes.size()).isGreaterThan(200_000 / ROOM_BYTES);
    }

    @Test
    void sendsAlsoTheBeginningOfAMessageWhosePublisherDied() throws Exception {
        var expected = new ByteArrayOutputStream();

        byte[] arrived = through(new Writes(new ArrayList<>()), publisher -> {
            write(publisher, expected, handshake());
            write(publisher, expected, header(0, 100));
            write(publisher, expected, new byte[50]);
        });

        assertThat(arrived).isEqualTo(expected.toByteArray());
    }

    private interface Publishing {

        void to(OutputStream gate) throws IOException;
    }

    /** What the ingest gets when a publisher has written this and gone. */
    private static byte[] through(Writes wire, Publishing publishing) throws Exception {
        try (var ingest = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            wire.connect(ingest.getLocalSocketAddress());
            try (Socket far = ingest.accept()) {
                var arrived = CompletableFuture.supplyAsync(() -> {
                    try {
                        return far.getInputStream().readAllBytes();
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                });
                var ended = new CompletableFuture<Door.End>();
                ServerSocket door = Gate.listen();
                Gate gate = new Gate(new Upstream(wire, wire, 0), new Listener(ended), door, System::nanoTime);
                gate.start();
                try (Socket publisher = new Socket(InetAddress.getLoopbackAddress(), door.getLocalPort())) {
                    publisher.setTcpNoDelay(true);
                    publishing.to(publisher.getOutputStream());
                }
                byte[] all = arrived.get(20, TimeUnit.SECONDS);
                assertThat(ended.get(20, TimeUnit.SECONDS)).isEqualTo(Door.End.PUBLISHER_CLOSED);
                gate.close();
                return all;
            }
        }
    }

    private static void write(OutputStream publisher, ByteArrayOutputStream expected, byte[] bytes) throws IOException {
        publisher.write(bytes);
        expected.write(bytes);
    }

    private static byte[] handshake() {
        byte[] bytes = new byte[HANDSHAKE_BYTES];
        bytes[0] = 3;
        return bytes;
    }

    private static byte[] header(int millis, int size) {
        return new byte[] {
            4,
            0,
            (byte) (millis >> 8),
            (byte) millis,
            (byte) (size >> 16),
            (byte) (size >> 8),
            (byte) size,
            8,
            1,
            0,
            0,
            0
        };
    }

    private static byte[] chunkSize(int size) {
        return new byte[] {
            2,
            0,
            0,
            0,
            0,
            0,
            4,
            1,
            0,
            0,
            0,
            0,
            (byte) (size >> 24),
            (byte) (size >> 16),
            (byte) (size >> 8),
            (byte) size
        };
    }

    private record Listener(CompletableFuture<Door.End> ended) implements Door.Listener {

        @Override
        public void connected() {}

        @Override
        public void acknowledged(TagKind kind, long timestampMillis) {}

        @Override
        public void acknowledgedReleasedBefore(long nanos) {}

        @Override
        public void ended(Door.End cause) {
            ended.complete(cause);
        }
    }

    /** Notes where each write ends. */
    private static final class Writes extends CountingSocket {

        private final List<Write> writes;

        Writes(List<Write> writes) {
            this.writes = writes;
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            return new FilterOutputStream(super.getOutputStream()) {
                @Override
                public void write(byte[] bytes, int from, int count) throws IOException {
                    out.write(bytes, from, count);
                    writes.add(new Write(written(), count));
                }
            };
        }
    }
}
