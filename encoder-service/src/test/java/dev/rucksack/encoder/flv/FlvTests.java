package dev.rucksack.encoder.flv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlvTests {

    private static final byte[] AVC_HEADER = {0x17, 0, 0, 0, 0, 1, 100, 0, 31};
    private static final byte[] AVC_EMPTY_HEADER = {0x17, 0, 0, 0, 0};
    private static final byte[] AVC_KEY = {0x17, 1, 0, 0, 0, 0, 0, 0, 1, 101};
    private static final byte[] AVC_INTER = {0x27, 1, 0, 0, 0, 0, 0, 0, 1, 65};
    private static final byte[] AVC_END = {0x17, 2, 0, 0, 0};
    private static final byte[] AAC_HEADER = {(byte) 0xaf, 0, 0x11, (byte) 0x90};

    private final TagPool pool = new TagPool(1 << 20);

    @ParameterizedTest
    @CsvSource({
        // payload, keyframe, frame, sequence header
        "17000000000164001f, false, false, true",
        "17010000000000000165, true, true, false",
        "27010000000000000141, false, true, false",
        "1702000000, false, false, false",
        "5700000000, false, false, true",
        "5701000000, false, false, false",
        "90687663310161, false, false, true", // enhanced: key, sequence start, hvc1
        "91687663310000000000, true, true, false", // enhanced: key, coded frames
        "a368766331000000, false, true, false", // enhanced: inter, coded frames without composition time
        "9468766331000000, false, false, false", // enhanced: metadata
        "1200000000, true, true, false", // Sorenson H.263, key: a codec without packet types
        "17, false, false, false"
    })
    void tellsVideoTagsApart(String payload, boolean keyframe, boolean frame, boolean header) {
        FlvTag tag = pool.tag(TagKind.VIDEO, 0, HexFormat.of().parseHex(payload));

        assertThat(tag.keyframe()).isEqualTo(keyframe);
        assertThat(tag.videoFrame()).isEqualTo(frame);
        assertThat(tag.sequenceHeader()).isEqualTo(header);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 0xffffff, 0x1000000, 0x12345678, Integer.MAX_VALUE})
    void restampsInPlace(long millis) throws IOException {
        FlvTag tag = pool.tag(TagKind.VIDEO, 7, AVC_KEY);

        tag.restamp(millis);

        assertThat(tag.timestampMillis()).isEqualTo((int) millis);
        FlvTag read = readAll(written(List.of(tag))).get(0);
        assertThat(read.timestampMillis()).isEqualTo((int) millis);
        assertThat(read.samePayload(tag)).isTrue();
    }

    @Test
    void refusesTimesThatFlvCannotSay() {
        FlvTag tag = pool.tag(TagKind.VIDEO, 7, AVC_KEY);

        assertThatThrownBy(() -> tag.restamp(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tag.restamp(1L << 31)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void survivesAnySplit(long seed) throws IOException {
        Random random = new Random(seed);
        List<FlvTag> tags = randomTags(random);
        byte[] file = written(tags);

        List<FlvTag> read = readAll(new SplittingChannel(file, random));

        assertThat(read).hasSameSizeAs(tags);
        for (int i = 0; i < read.size(); i++) {
            assertThat(read.get(i).toString()).isEqualTo(tags.get(i).toString());
            assertThat(read.get(i).samePayload(tags.get(i))).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15})
    void noticesEveryCutWithinATag(long seed) throws IOException {
        Random random = new Random(seed);
        List<FlvTag> tags = randomTags(random);
        byte[] file = written(tags);
        List<Integer> borders = new ArrayList<>(List.of(0));
        int at = 13;
        borders.add(at);
        for (FlvTag tag : tags) {
            at += tag.size();
            borders.add(at);
        }
        for (int i = 0; i < 50; i++) {
            int cut = random.nextInt(file.length);
            byte[] part = Arrays.copyOf(file, cut);
            if (borders.contains(cut)) {
                readAll(part);
            } else {
                assertThatThrownBy(() -> readAll(part))
                        .isInstanceOf(FlvDamageException.class)
                        .hasMessageContaining("ends within a tag");
            }
        }
    }

    @Test
    void noticesDamageInFrontOfATag() throws IOException {
        byte[] file = written(List.of(pool.tag(TagKind.VIDEO, 0, AVC_KEY), pool.tag(TagKind.VIDEO, 33, AVC_INTER)));
        int secondTag = 13 + 11 + AVC_KEY.length + 4;

        assertDamaged(file, 0, "does not begin with FLV");
        assertDamaged(file, 3, "version 1");
        assertDamaged(file, 13, "no tag of type");
        assertDamaged(file, 13 + 8, "stream id");
        assertDamaged(file, secondTag - 1, "followed by the size");
        assertDamaged(file, secondTag + 1, "impossible");
    }

    @Test
    void passesOverEmptyAvcHeadersAndEmptyTags() throws IOException {
        byte[] file = written(List.of(
                pool.tag(TagKind.VIDEO, 0, AVC_EMPTY_HEADER),
                pool.tag(TagKind.AUDIO, 0, new byte[0]),
                pool.tag(TagKind.VIDEO, 0, AVC_HEADER),
                pool.tag(TagKind.AUDIO, 0, AAC_HEADER),
                pool.tag(TagKind.VIDEO, 0, AVC_END)));

        List<FlvTag> read = readAll(file);

        assertThat(read).hasSize(3);
        assertThat(read.get(0).sequenceHeader()).isTrue();
        assertThat(read.get(1).sequenceHeader()).isTrue();
        assertThat(read.get(2).videoFrame()).isFalse();
    }

    @Test
    void allocatesNothingInASteadyStream() throws IOException {
        byte[] file = written(randomTags(new Random(3)));
        for (int i = 0; i < 3; i++) {
            readAndRelease(file);
        }
        long before = pool.allocations();

        readAndRelease(file);

        assertThat(pool.allocations()).isEqualTo(before);
    }

    @Test
    void keepsIdleMemoryWithinItsBound() {
        TagPool small = new TagPool(1024);
        FlvTag first = small.tag(TagKind.VIDEO, 0, new byte[900]);
        FlvTag second = small.tag(TagKind.VIDEO, 0, new byte[900]);

        first.release();
        second.release();
        assertThat(small.lentBytes()).isZero();

        small.tag(TagKind.VIDEO, 0, new byte[900]);
        assertThat(small.allocations()).isEqualTo(2);
        small.tag(TagKind.VIDEO, 0, new byte[900]);
        assertThat(small.allocations()).isEqualTo(3);
    }

    @Test
    void countsHolders() {
        FlvTag tag = pool.tag(TagKind.VIDEO, 0, AVC_KEY);
        long lent = pool.lentBytes();

        tag.retain();
        tag.release();
        assertThat(pool.lentBytes()).isEqualTo(lent);
        tag.release();

        assertThat(pool.lentBytes()).isZero();
        assertThatThrownBy(tag::release).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(tag::retain).isInstanceOf(IllegalStateException.class);
    }

    private void assertDamaged(byte[] file, int at, String message) {
        byte[] damaged = file.clone();
        damaged[at] ^= (byte) 0xc0;
        assertThatThrownBy(() -> readAll(damaged))
                .isInstanceOf(FlvDamageException.class)
                .hasMessageContaining(message);
    }

    private List<FlvTag> randomTags(Random random) {
        List<FlvTag> tags = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            byte[] payload = new byte[8 + random.nextInt(random.nextInt(20) == 0 ? 200_000 : 3_000)];
            random.nextBytes(payload);
            payload[0] = (byte) (random.nextInt(10) == 0 ? 0x17 : 0x27);
            payload[1] = 1;
            tags.add(pool.tag(random.nextBoolean() ? TagKind.VIDEO : TagKind.AUDIO, i * 33L, payload));
        }
        return tags;
    }

    private static byte[] written(List<FlvTag> tags) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        FlvWriter writer = new FlvWriter(Channels.newChannel(out));
        writer.header(true, true);
        for (FlvTag tag : tags) {
            writer.tag(tag);
        }
        writer.flush();
        assertThat(writer.written()).isEqualTo(out.size());
        return out.toByteArray();
    }

    private void readAndRelease(byte[] file) throws IOException {
        readAll(file).forEach(FlvTag::release);
    }

    private List<FlvTag> readAll(byte[] file) throws IOException {
        return readAll(Channels.newChannel(new ByteArrayInputStream(file)));
    }

    private List<FlvTag> readAll(ReadableByteChannel channel) throws IOException {
        FlvReader reader = new FlvReader(channel, pool);
        List<FlvTag> tags = new ArrayList<>();
        for (FlvTag tag = reader.next(); tag != null; tag = reader.next()) {
            tags.add(tag);
        }
        return tags;
    }

    /** Hands out the bytes in pieces of random length, often of one byte. */
    private static final class SplittingChannel implements ReadableByteChannel {

        private final ByteBuffer bytes;
        private final Random random;

        SplittingChannel(byte[] bytes, Random random) {
            this.bytes = ByteBuffer.wrap(bytes);
            this.random = random;
        }

        @Override
        public int read(ByteBuffer target) {
            if (!bytes.hasRemaining()) {
                return -1;
            }
            int wanted = random.nextInt(3) == 0 ? 1 : 1 + random.nextInt(5_000);
            int count = Math.min(Math.min(wanted, target.remaining()), bytes.remaining());
            target.put(bytes.slice(bytes.position(), count));
            bytes.position(bytes.position() + count);
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
