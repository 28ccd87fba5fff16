package dev.rucksack.encoder.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rucksack.encoder.broadcast.Encoders;
import dev.rucksack.encoder.frame.FrameBooks;
import dev.rucksack.encoder.frame.FrameClock;
import dev.rucksack.encoder.frame.FrameRate;
import dev.rucksack.encoder.frame.PictureSize;
import dev.rucksack.encoder.frame.Rendition;
import dev.rucksack.encoder.frame.Slate;
import dev.rucksack.encoder.stream.FaultCode;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StandbyIT implements Encoders.Listener {

    private static final PictureSize SIZE = new PictureSize(320, 180);
    private static final FrameRate RATE = FrameRate.of(30);
    private static final Rendition RENDITION = new Rendition("libx264", SIZE, RATE, 500_000, 96_000);

    private final Children children = new Children(ChildRegistry.NONE, line -> line);
    private final SocketDirectory sockets = new SocketDirectory();
    private final FrameBooks books = new FrameBooks();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final FfmpegEncoders encoders;

    StandbyIT() throws Exception {
        encoders = new FfmpegEncoders(TestWorkshop.of(children, sockets), books);
    }

    @Override
    public void restarted(String process) {
        told.add(process);
    }

    @Override
    public void failed(String process, @Nullable FaultCode fault) {
        told.add(process);
    }

    @AfterEach
    void leaveNothing() {
        children.close();
        sockets.close();
        assertThat(children.count()).isZero();
    }

    private Set<Long> pids() {
        Set<Long> pids = new TreeSet<>();
        children.named(VideoEncoder.NAME).forEach(child -> pids.add(child.pid()));
        children.named(AudioEncoder.NAME).forEach(child -> pids.add(child.pid()));
        return pids;
    }

    private Set<Long> prepared(Rendition rendition) {
        encoders.prepare(rendition);
        await().atMost(Duration.ofSeconds(20)).until(() -> pids().size() == 2);
        return pids();
    }

    /** Streams a few frames of the slate; returns the processes that did it. */
    private Set<Long> stream() throws Exception {
        var clock = new FrameClock(RATE, new Slate(SIZE), books, System::nanoTime);
        Encoders.Encoding encoding = encoders.open(RENDITION, tag -> {}, this);
        encoding.start().get(20, TimeUnit.SECONDS);
        Set<Long> used = pids();
        clock.start();
        clock.begin(encoding.picture(), (tick, place) -> {});
        await().atMost(Duration.ofSeconds(20)).until(() -> books.snapshot().encoded() >= 10);
        clock.stop();
        encoding.stop().join();
        FrameBooks.Snapshot last = books.snapshot();
        assertThat(last.ticks()).isEqualTo(last.encoded() + last.droppedEncode());
        return used;
    }

    @Test
    void whatWasPreparedIsUsedOnceAndDoesNotWorkBefore() throws Exception {
        Set<Long> standing = prepared(RENDITION);
        encoders.prepare(RENDITION);
        assertThat(stream()).isEqualTo(standing);
        await().atMost(Duration.ofSeconds(20)).until(() -> pids().isEmpty());
        assertThat(told).isEmpty();
    }

    @Test
    void oneThatDiesWhileItStandsByIsReplacedByThePressAndToldToNobody() throws Exception {
        Set<Long> standing = prepared(RENDITION);
        ProcessHandle.of(children.named(VideoEncoder.NAME).get(0).pid())
                .orElseThrow()
                .destroyForcibly();
        await().atMost(Duration.ofSeconds(20)).until(() -> pids().isEmpty());
        assertThat(stream()).hasSize(2).doesNotContainAnyElementsOf(standing);
        assertThat(told).isEmpty();
    }

    @Test
    void anotherRenditionTakesThePlaceOfTheFirst() throws Exception {
        Set<Long> first = prepared(new Rendition("libx264", SIZE, RATE, 400_000, 96_000));
        encoders.prepare(RENDITION);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> pids().size() == 2 && pids().stream().noneMatch(first::contains));
        assertThat(stream()).doesNotContainAnyElementsOf(first);
    }
}
