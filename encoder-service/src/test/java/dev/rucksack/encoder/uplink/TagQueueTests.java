package dev.rucksack.encoder.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rucksack.encoder.flv.FlvTag;
import dev.rucksack.encoder.flv.TagKind;
import dev.rucksack.encoder.flv.TagPool;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TagQueueTests {

    private static final long BOUND = 3_000;
    private static final int FRAME_MILLIS = 100;
    private static final int GOP = 10;

    private final TagPool pool = new TagPool(1 << 22);
    private final TagQueue queue = new TagQueue(BOUND, new Window());
    private long now;
    private int frameBytes = 2_000;

    @BeforeEach
    void headers() {
        offer(TagKind.VIDEO, 0, 0x17, 0, 9);
        offer(TagKind.AUDIO, 0, 0xaf, 0, 4);
    }

    @Test
    void releasesInTheOrderOfTimeFromAKeyframeOn() {
        offer(TagKind.AUDIO, 50, 0xaf, 1, 100);
        frame(5); // no keyframe yet: nothing to start with
        sound(0, 3_000);
        frames(10, 20);

        assertThat(queue.startable(now)).isTrue();
        List<FlvTag> released = releaseAll();

        assertThat(released.get(0).keyframe()).isTrue();
        assertThat(released).extracting(FlvTag::timestampMillis).isSorted();
        assertThat(released.get(0).timestampMillis()).isEqualTo(1_000);
        assertThat(queue.books().dropped()).isEqualTo(1);
    }

    @Test
    void waitsForTheOtherTrackButNotForEver() {
        frames(0, 2);
        queue.release(now);

        assertThat(queue.release(now)).isNull();
        now += 250_000_000;
        assertThat(queue.release(now)).isNotNull();
    }

    @Test
    void theFirstPictureOfAStreamWaitsForNoSound() {
        frame(0);

        assertThat(queue.release(now)).isNotNull();
    }

    @Test
    void closesTheWindowAndOpensItWithAcknowledgements() {
        frameBytes = 40_000;
        feed(0, 20);

        int released = releaseAll().size();
        UplinkBooks books = queue.books();
        assertThat(books.inQueue()).isPositive();
        assertThat(books.inFlight()).isPositive();
        assertThat(released).isLessThan(20);

        queue.acknowledge(TagKind.VIDEO, 0);
        queue.acknowledge(TagKind.AUDIO, 0);
        assertThat(queue.books().acknowledged()).isEqualTo(1);
        assertThat(queue.books().inFlight()).isEqualTo(books.inFlight() - 1);
        assertThat(releaseAll()).isNotEmpty();
    }

    @Test
    void countsFramesThatThePublisherSwallowedAsDropped() {
        feed(0, 5);
        releaseAll();

        queue.acknowledge(TagKind.VIDEO, 300);

        UplinkBooks books = queue.books();
        assertThat(books.acknowledged()).isEqualTo(1);
        assertThat(books.dropped()).isEqualTo(3);
    }

    @Test
    void givesANewPublisherTheGroupOfTheOldestUnacknowledgedFrame() {
        feed(0, 25);
        acknowledgeUpTo(releaseAll(), 1_200);
        UplinkBooks before = queue.books();

        queue.rewind();

        assertThat(queue.books().inFlight()).isZero();
        List<FlvTag> again = releaseAll();
        assertThat(again.get(0).keyframe()).isTrue();
        assertThat(again.get(0).timestampMillis()).isEqualTo(1_000);
        UplinkBooks after = queue.books();
        assertThat(after.acknowledged()).isEqualTo(before.acknowledged());
        assertThat(after.resent()).isEqualTo(15);
        acknowledgeUpTo(again, 10_000);
        assertThat(queue.books()).isEqualTo(new UplinkBooks(25, 25, 0, 0, 15, 0, 0));
        assertThat(queue.allAcknowledged()).isTrue();
    }

    @Test
    void dropsTheTailOfAGroupAndWholeGroups() {
        frameBytes = 30_000;
        feed(0, 10);
        List<Integer> released = times(releaseAll());
        assertThat(released).hasSizeBetween(2, 9);

        feed(10, 100);
        for (int millis : released) {
            queue.acknowledge(TagKind.AUDIO, millis);
            queue.acknowledge(TagKind.VIDEO, millis);
        }
        FlvTag next = nextFrame();

        assertThat(next.keyframe()).isTrue();
        assertThat(next.timestampMillis()).isBetween(9_900 - (int) BOUND, 9_900 - (int) BOUND + GOP * FRAME_MILLIS);
        assertThat(queue.books().dropped()).isEqualTo(next.timestampMillis() / FRAME_MILLIS - released.size());
    }

    @Test
    void awaitsAKeyframeWhenAGroupIsLongerThanTheBound() {
        frameBytes = 60_000;
        frame(0);
        releaseAll();
        for (int i = 1; i < 60; i++) {
            offer(TagKind.VIDEO, i * FRAME_MILLIS, 0x27, 1, frameBytes);
        }

        assertThat(queue.books().dropped()).isGreaterThanOrEqualTo(30);
        assertThat(queue.books().inQueue()).isLessThanOrEqualTo(30);
        frame(60);
        now += 1_000_000_000;
        queue.acknowledge(TagKind.VIDEO, 10_000);
        acknowledgeUpTo(releaseAll(), 100_000);
        assertThat(queue.books().encoded()).isEqualTo(61);
    }

    @Test
    void passesAChangedHeaderInItsPlace() {
        feed(0, 10);
        offer(TagKind.VIDEO, 1_000, 0x17, 0, 12);
        feed(10, 20);

        List<FlvTag> released = releaseAll();

        int header = -1;
        for (int i = 0; i < released.size(); i++) {
            if (released.get(i).sequenceHeader()) {
                header = i;
            }
        }
        assertThat(released.get(header).payloadSize()).isEqualTo(12);
        assertThat(released.subList(header, released.size()).stream()
                        .filter(FlvTag::videoFrame)
                        .findFirst()
                        .orElseThrow()
                        .timestampMillis())
                .isEqualTo(1_000);
        acknowledgeUpTo(released, 1_500);
        assertThat(queue.header(TagKind.VIDEO))
                .isNotNull()
                .extracting(FlvTag::payloadSize)
                .isEqualTo(12);
    }

    @Test
    void settlesTheRestAsDropped() {
        feed(0, 20);
        long sent = releaseAll().stream().filter(FlvTag::videoFrame).count();
        queue.acknowledge(TagKind.VIDEO, 0);

        queue.settle();

        assertThat(sent).isGreaterThan(1);
        assertThat(queue.books()).isEqualTo(new UplinkBooks(20, 1, 19, sent - 1, 0, 0, 0));
        assertThat(queue.startable(now)).isFalse();
    }

    /** Anything in any order: the books balance, no frame is counted twice, none is sent without what it refers to. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void balancesWhateverHappens(long seed) {
        Random random = new Random(seed);
        frameBytes = 500 + random.nextInt(40_000);
        Map<Integer, Integer> acknowledgedTimes = new HashMap<>();
        Set<Integer> everReleased = new HashSet<>();
        List<FlvTag> flying = new ArrayList<>();
        int previous = -1;
        int next = 0;
        for (int step = 0; step < 3_000; step++) {
            switch (random.nextInt(random.nextInt(40) == 0 ? 4 : 3)) {
                case 0 -> {
                    feed(next, next + 1);
                    next++;
                    now += 100_000_000;
                }
                case 1 -> {
                    FlvTag tag = queue.release(now);
                    if (tag != null && tag.videoFrame()) {
                        int index = tag.timestampMillis() / FRAME_MILLIS;
                        assertThat(tag.keyframe() || index == previous + 1)
                                .as("frame %s after %s", index, previous)
                                .isTrue();
                        previous = index;
                        everReleased.add(index);
                    }
                    if (tag != null) {
                        flying.add(tag);
                    }
                }
                case 2 -> {
                    if (!flying.isEmpty()) {
                        FlvTag tag = flying.remove(0);
                        queue.acknowledge(tag.kind(), tag.timestampMillis());
                        if (tag.videoFrame()) {
                            acknowledgedTimes.merge(tag.timestampMillis(), 1, Integer::sum);
                        }
                        tag.release();
                    }
                }
                default -> {
                    queue.rewind();
                    flying.forEach(FlvTag::release);
                    flying.clear();
                    previous = -2;
                }
            }
            UplinkBooks books = queue.books();
            assertThat(books.encoded()).isEqualTo(next);
            assertThat(books.acknowledged() + books.dropped() + books.inQueue() + books.inFlight())
                    .isEqualTo(books.encoded());
            assertThat(books.inQueue()).isLessThanOrEqualTo(2 * BOUND / FRAME_MILLIS);
            assertThat(books.acknowledged()).isEqualTo(acknowledgedTimes.size());
        }
        assertThat(everReleased).isNotEmpty();
        flying.forEach(FlvTag::release);
        queue.settle();
        assertThat(queue.books().unheard()).isEqualTo(everReleased.size() - acknowledgedTimes.size());
        assertThat(pool.lentBytes()).isZero();
    }

    private void feed(int from, int to) {
        for (int i = from; i < to; i++) {
            frame(i);
            offer(TagKind.AUDIO, i * FRAME_MILLIS, 0xaf, 1, 200);
        }
    }

    private void frames(int from, int to) {
        for (int i = from; i < to; i++) {
            frame(i);
        }
    }

    private void sound(int fromMillis, int toMillis) {
        for (int millis = fromMillis; millis < toMillis; millis += 21) {
            offer(TagKind.AUDIO, millis, 0xaf, 1, 200);
        }
    }

    private void frame(int index) {
        offer(TagKind.VIDEO, index * FRAME_MILLIS, index % GOP == 0 ? 0x17 : 0x27, 1, frameBytes);
    }

    private void offer(TagKind kind, int millis, int first, int second, int bytes) {
        byte[] payload = new byte[bytes];
        payload[0] = (byte) first;
        payload[1] = (byte) second;
        FlvTag tag = pool.tag(kind, millis, payload);
        queue.offer(tag, now);
        tag.release();
    }

    private List<FlvTag> releaseAll() {
        List<FlvTag> released = new ArrayList<>();
        for (FlvTag tag = queue.release(now); tag != null; tag = queue.release(now)) {
            released.add(tag);
        }
        return released;
    }

    private FlvTag nextFrame() {
        for (FlvTag tag = queue.release(now); tag != null; tag = queue.release(now)) {
            if (tag.videoFrame()) {
                return tag;
            }
        }
        throw new AssertionError("there is no frame");
    }

    private void acknowledgeUpTo(List<FlvTag> released, int millis) {
        for (FlvTag tag : released) {
            if (tag.timestampMillis() <= millis && !tag.sequenceHeader()) {
                queue.acknowledge(tag.kind(), tag.timestampMillis());
            }
        }
    }

    private static List<Integer> times(List<FlvTag> tags) {
        return tags.stream()
                .filter(FlvTag::videoFrame)
                .map(FlvTag::timestampMillis)
                .toList();
    }
}
