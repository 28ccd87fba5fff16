package dev.rucksack.encoder.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rucksack.encoder.flv.FlvTag;
import dev.rucksack.encoder.flv.TagPool;
import dev.rucksack.encoder.frame.FrameBooks;
import dev.rucksack.encoder.frame.FrameClock;
import dev.rucksack.encoder.frame.FrameRate;
import dev.rucksack.encoder.frame.PictureSize;
import dev.rucksack.encoder.frame.Rendition;
import dev.rucksack.encoder.frame.Slate;
import dev.rucksack.lab.ffmpeg.FfmpegBinary;
import dev.rucksack.lab.process.Alive;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class VideoEncoderIT {

    private static final PictureSize SIZE = new PictureSize(640, 360);

    /** What is kept of a tag: its buffer goes back to the pool. */
    private record Seen(int millis, boolean header, boolean keyframe) {}

    private final Children children = new Children(ChildRegistry.NONE, line -> line);
    private final SocketDirectory sockets = new SocketDirectory();
    private final FrameBooks books = new FrameBooks();
    private final TagPool pool = new TagPool(1 << 20);
    private final List<Seen> tags = new CopyOnWriteArrayList<>();
    private final AtomicInteger restarts = new AtomicInteger();
    private FrameRate rate = FrameRate.parse("30000/1001");
    private FrameClock clock;
    private VideoEncoder encoder;

    private void see(FlvTag tag) {
        tags.add(new Seen(tag.timestampMillis(), tag.sequenceHeader(), tag.keyframe()));
    }

    @BeforeEach
    void goLive() throws Exception {
        var workshop = TestWorkshop.of(children, sockets);
        var rendition = new Rendition("libx264", SIZE, rate, 500_000, 96_000);
        encoder = new VideoEncoder(workshop, rendition, books, pool, this::see, new ProcessListener() {
            @Override
            public void restarted(String process) {
                restarts.incrementAndGet();
            }
        });
        clock = new FrameClock(rate, new Slate(SIZE), books, System::nanoTime);
        clock.start();
        encoder.start().get(20, TimeUnit.SECONDS);
        clock.begin(encoder, (tick, place) -> {});
    }

    @AfterEach
    void leaveNothing() {
        clock.stop();
        encoder.stop().join();
        children.close();
        sockets.close();
        assertThat(children.count()).isZero();
    }

    private void encoded(long atLeast) {
        await().atMost(Duration.ofSeconds(30)).until(() -> books.snapshot().encoded() >= atLeast);
        assertBalanced(books.snapshot());
    }

    private static void assertBalanced(FrameBooks.Snapshot now) {
        assertThat(now.captured()).isEqualTo(now.used() + now.surplus());
        assertThat(now.ticks()).isEqualTo(now.used() + now.repeated() + now.slate());
        assertThat(now.ticks()).isEqualTo(now.encoded() + now.droppedEncode() + now.inEncoder());
        assertThat(now.inEncoder()).isNotNegative();
    }

    private FrameBooks.Snapshot finish() {
        clock.end();
        encoder.stop().join();
        var last = books.snapshot();
        assertBalanced(last);
        assertThat(last.inEncoder()).isZero();
        var frames =
                tags.stream().filter(tag -> !tag.header()).map(Seen::millis).toList();
        assertThat(frames).hasSize((int) last.encoded()).doesNotHaveDuplicates().isSorted();
        assertThat(frames)
                .allSatisfy(millis ->
                        assertThat(rate.tickMillis(rate.tickAtMillis(millis))).isEqualTo((long) millis));
        return last;
    }

    @Test
    void everyTickComesOutAsATagInTheStreamsTime() {
        encoded(90);
        var last = finish();
        assertThat(last.slate()).isEqualTo(last.ticks());
        assertThat(tags.get(0).header()).isTrue();
        assertThat(tags.get(1).keyframe()).isTrue();
        var keyframes = tags.stream().filter(Seen::keyframe).map(Seen::millis).toList();
        assertThat(keyframes).contains((int) rate.tickMillis(60));
        assertThat(last.droppedEncode()).isLessThan(30);
        assertThat(pool.lentBytes()).isZero();
    }

    @Test
    void aKilledEncoderLosesWhatWasInsideAndIsReplaced() {
        encoded(30);
        ProcessHandle.of(children.named(VideoEncoder.NAME).get(0).pid())
                .orElseThrow()
                .destroyForcibly();
        await().untilAtomic(restarts, org.hamcrest.Matchers.equalTo(1));
        encoded(books.snapshot().encoded() + 30);
        // By the second header, not by the count at the kill: tags of the dead one may still have come after it
        List<Seen> all = List.copyOf(tags);
        Seen second = all.stream().filter(Seen::header).skip(1).findFirst().orElseThrow();
        assertThat(all.get(all.lastIndexOf(second) + 1).keyframe()).isTrue();
        var last = finish();
        assertThat(last.droppedEncode()).isPositive();
    }

    @Test
    void aFrozenEncoderIsKilledAndReplaced() throws Exception {
        encoded(30);
        long pid = children.named(VideoEncoder.NAME).get(0).pid();
        new ProcessBuilder("kill", "-STOP", Long.toString(pid)).start().waitFor();
        await().atMost(Duration.ofSeconds(20)).untilAtomic(restarts, org.hamcrest.Matchers.equalTo(1));
        assertThat(ProcessHandle.of(pid).filter(Alive::isRunning)).isEmpty();
        encoded(books.snapshot().encoded() + 30);
        assertThat(finish().droppedEncode()).isGreaterThan(30);
    }

    @Test
    void theTrialTellsWhatThisMachineCanDo() throws Exception {
        var trial = new EncoderTrial(FfmpegProgram.at(FfmpegBinary.locate().toString()), children);
        var rendition = new Rendition("libx264", SIZE, FrameRate.of(30), 500_000, 96_000);
        assertThat(trial.gives(rendition)).isTrue();
        assertThat(trial.gives(new Rendition("h264_nowhere", SIZE, FrameRate.of(30), 500_000, 96_000)))
                .isFalse();
    }
}
