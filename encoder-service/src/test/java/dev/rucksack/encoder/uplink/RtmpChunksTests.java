package dev.rucksack.encoder.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RtmpChunksTests {

    private record Heard(int type, long millis, long end) {}

    private final List<Heard> heard = new ArrayList<>();
    private final RtmpChunks chunks =
            new RtmpChunks((type, millis, beginning, count, end) -> heard.add(new Heard(type, millis, end)));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void findsEveryMessageWhateverTheChunkingAndTheSplits(long seed) throws IOException {
        Random random = new Random(seed);
        Sender sender = new Sender(random);
        long audio = 0;
        long video = random.nextBoolean() ? 0 : 0xfffff0; // around the border of the extended timestamp
        for (int i = 0; i < 300; i++) {
            if (random.nextInt(20) == 0) {
                sender.chunkSize(1 + random.nextInt(60_000));
            }
            if (random.nextBoolean()) {
                sender.message(4, RtmpChunks.TYPE_AUDIO, audio += 21, random.nextInt(400));
            } else {
                int step = random.nextInt(100) == 0 ? 0x1000001 : 33;
                sender.message(6, RtmpChunks.TYPE_VIDEO, video += step, 1 + random.nextInt(90_000));
            }
        }
        byte[] bytes = sender.out.toByteArray();

        for (int at = 0; at < bytes.length; ) {
            int count = Math.min(bytes.length - at, 1 + random.nextInt(random.nextBoolean() ? 3 : 16_384));
            chunks.feed(bytes, at, count);
            at += count;
        }

        assertThat(heard).isEqualTo(sender.sent);
        assertThat(chunks.offset()).isEqualTo(bytes.length);
    }

    @Test
    void isWholeAfterEachMessageAndNowhereWithin() throws IOException {
        Sender sender = new Sender(new Random(1));
        sender.chunkSize(1000);
        sender.message(4, RtmpChunks.TYPE_AUDIO, 0, 400);
        sender.message(6, RtmpChunks.TYPE_VIDEO, 0, 2500); // in three chunks
        sender.message(6, RtmpChunks.TYPE_VIDEO, 33, 1000);
        List<Long> ends = sender.sent.stream().map(Heard::end).toList();
        byte[] bytes = sender.out.toByteArray();
        List<Long> whole = new ArrayList<>();

        for (int at = 0; at < bytes.length; at++) {
            chunks.feed(bytes, at, 1);
            if (chunks.whole() && chunks.offset() > handshake().length) {
                whole.add(chunks.offset());
            } else if (chunks.offset() <= handshake().length) {
                assertThat(chunks.whole()).isTrue();
            }
        }

        assertThat(whole).isEqualTo(ends);
    }

    @Test
    void refusesWhatIsNoRtmp() throws IOException {
        byte[] http = "HTTP/1.1 302 Found\r\nLocation: http://portal/\r\n\r\n".getBytes();

        assertThatThrownBy(() -> chunks.feed(http, 0, 1)).isInstanceOf(IOException.class);
        chunks.feed(handshake(), 0, 3073);
        assertThatThrownBy(() -> chunks.feed(http, 0, http.length)).isInstanceOf(IOException.class);
    }

    private static byte[] handshake() {
        byte[] bytes = new byte[3073];
        bytes[0] = 3;
        return bytes;
    }

    /** Writes as ffmpeg does ({@code ff_rtmp_packet_write}): the shortest header that says it. */
    private static final class Sender {

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final List<Heard> sent = new ArrayList<>();
        private final long[] lastTime = new long[64];
        private final long[] lastField = new long[64];
        private final int[] lastSize = new int[64];
        private final int[] lastType = new int[64];
        private final boolean[] known = new boolean[64];
        private final Random random;
        private int chunkSize = 128;

        Sender(Random random) {
            this.random = random;
            out.writeBytes(handshake());
        }

        void chunkSize(int size) {
            long end = message(2, RtmpChunks.TYPE_SET_CHUNK_SIZE, 0, new byte[] {
                (byte) (size >>> 24), (byte) (size >>> 16), (byte) (size >>> 8), (byte) size
            });
            assertThat(end).isPositive();
            chunkSize = size;
        }

        void message(int stream, int type, long time, int size) {
            byte[] payload = new byte[size];
            random.nextBytes(payload);
            message(stream, type, time, payload);
        }

        private long message(int stream, int type, long time, byte[] payload) {
            boolean delta = known[stream] && time >= lastTime[stream] && stream != 2;
            long field = delta ? time - lastTime[stream] : time;
            int fmt = !delta ? 0 : type != lastType[stream] || payload.length != lastSize[stream] ? 1 : 2;
            if (fmt == 2 && field == lastField[stream]) {
                fmt = 3;
            }
            out.write(fmt << 6 | stream);
            boolean extended = field >= 0xffffff;
            if (fmt < 3) {
                write24(extended ? 0xffffff : (int) field);
            }
            if (fmt < 2) {
                write24(payload.length);
                out.write(type);
            }
            if (fmt == 0) {
                out.writeBytes(new byte[] {1, 0, 0, 0});
            }
            if (extended) {
                write32(field);
            }
            for (int at = 0; at < payload.length; ) {
                int count = Math.min(chunkSize, payload.length - at);
                out.write(payload, at, count);
                at += count;
                if (at < payload.length) {
                    out.write(3 << 6 | stream);
                    if (extended) {
                        write32(field);
                    }
                }
            }
            known[stream] = true;
            lastTime[stream] = time;
            lastField[stream] = field;
            lastSize[stream] = payload.length;
            lastType[stream] = type;
            sent.add(new Heard(type, time, out.size()));
            return out.size();
        }

        private void write24(int value) {
            out.write(value >>> 16);
            out.write(value >>> 8);
            out.write(value);
        }

        private void write32(long value) {
            out.write((int) (value >>> 24));
            write24((int) value);
        }
    }
}
