package dev.rucksack.encoder.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.rucksack.encoder.flv.FlvTag;
import dev.rucksack.encoder.flv.TagPool;
import dev.rucksack.encoder.frame.FrameBooks;
import dev.rucksack.encoder.frame.FrameClock;
import dev.rucksack.encoder.frame.FrameRate;
import dev.rucksack.encoder.frame.PictureSize;
import dev.rucksack.encoder.frame.Slate;
import dev.rucksack.encoder.sound.AudioClock;
import dev.rucksack.encoder.sound.MicrophoneBuffer;
import dev.rucksack.lab.process.Alive;
import dev.rucksack.lab.process.Signals;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AudioEncoderIT {

    private static final FrameRate RATE = FrameRate.of(30);

    /** Some tags past a fault: what was inside before it has come out. */
    private static final int SOME = 50;

    private final Children children = new Children(ChildRegistry.NONE, line -> line);
    private final SocketDirectory sockets = new SocketDirectory();
    private final TagPool pool = new TagPool(1 << 20);
    private final List<Integer> sound = new CopyOnWriteArrayList<>();
    private final AtomicInteger restarts = new AtomicInteger();
    private final AudioClock audioClock = new AudioClock(RATE, new MicrophoneBuffer(), System::nanoTime);
    private final FrameClock clock =
            new FrameClock(RATE, new Slate(new PictureSize(320, 180)), new FrameBooks(), System::nanoTime);
    private AudioEncoder encoder;

    private void see(FlvTag tag) {
        if (!tag.sequenceHeader()) {
            sound.add(tag.timestampMillis());
        }
    }

    @BeforeEach
    void goLive() throws Exception {
        var workshop = TestWorkshop.of(children, sockets);
        encoder = new AudioEncoder(workshop, 96_000, pool, this::see, new ProcessListener() {
            @Override
            public void restarted(String process) {
                restarts.incrementAndGet();
            }
        });
        clock.start();
        audioClock.start();
        encoder.start().get(20, TimeUnit.SECONDS);
        audioClock.begin(encoder);
        clock.begin((tick, frame) -> true, audioClock);
    }

    @AfterEach
    void leaveNothing() {
        clock.stop();
        audioClock.stop();
        encoder.stop().join();
        children.close();
        sockets.close();
        assertThat(children.count()).isZero();
        assertThat(pool.lentBytes()).isZero();
    }

    @Test
    void aFrozenEncoderIsReplacedBeforeViewersHaveBeenLongWithoutSound() {
        heard(SOME);
        long pid = children.named(AudioEncoder.NAME).get(0).pid();

        Signals.stop(pid);

        await().atMost(Duration.ofSeconds(30)).untilAtomic(restarts, equalTo(1));
        heard(sound.size() + SOME);
        assertThat(ProcessHandle.of(pid).filter(Alive::isRunning)).isEmpty();
        assertThat(sound).isSorted().doesNotHaveDuplicates();
        assertThat(longestGapMillis()).as("stream time without sound").isLessThan(4_000);
    }

    private void heard(int tags) {
        await().atMost(Duration.ofSeconds(20)).until(() -> sound.size() >= tags);
    }

    private int longestGapMillis() {
        return IntStream.range(1, sound.size())
                .map(i -> sound.get(i) - sound.get(i - 1))
                .max()
                .orElseThrow();
    }
}
