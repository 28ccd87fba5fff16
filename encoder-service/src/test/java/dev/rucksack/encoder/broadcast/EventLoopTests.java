package dev.rucksack.encoder.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EventLoopTests {

    private final EventLoop loop = new EventLoop("test", System::nanoTime);
    private final AtomicInteger done = new AtomicInteger();

    @AfterEach
    void end() {
        loop.close();
    }

    @Test
    void whatWasRefusedNeverHappens() throws Exception {
        var busy = new CountDownLatch(1);
        loop.execute(() -> await(busy));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> loop.ask(done::incrementAndGet))
                .withMessageContaining("no orders now");
        busy.countDown();
        assertThat(loop.<Integer>ask(done::get)).isZero();
    }

    @Test
    void whatHasBegunIsWaitedForAndToldAsItEnded() throws Exception {
        var begun = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        new Thread(
                        () -> {
                            await(begun);
                            // the patience is over when the loop has told of its silence for so long
                            while (loop.silentMillis() < 2_500) {
                                pause();
                            }
                            go.countDown();
                        },
                        "slow-card")
                .start();
        int answer = loop.ask(() -> {
            begun.countDown();
            await(go);
            return done.incrementAndGet();
        });
        assertThat(answer).isEqualTo(1);
    }

    @Test
    void aTaskThatThrowsEndsNothingButItself() throws Exception {
        loop.execute(() -> {
            throw new OutOfMemoryError("Cannot reserve direct memory (a test's)");
        });
        loop.execute(() -> {
            throw new IllegalStateException("a test's");
        });
        assertThat(loop.<Integer>ask(() -> 7)).isEqualTo(7);
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
