package dev.rucksack.encoder.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SlownessTests {

    private final Slowness slowness = new Slowness();
    private long ticks;
    private long dropped;
    private long now = Duration.ofHours(1).toNanos();

    @Test
    void oneFrameInFiftyIsTooMuchAndTenCleanSecondsForgive() {
        assertThat(after(30, 0)).isFalse();
        assertThat(after(30, 1)).isFalse();
        assertThat(after(30, 15)).isTrue();
        for (int i = 0; i < 8; i++) {
            after(30, 0);
        }
        for (int i = 0; i < 12; i++) {
            after(30, 0);
        }
        assertThat(after(30, 0)).isFalse();
    }

    @Test
    void theFirstFramesOfAStartAreNoSlowness() {
        assertThat(after(30, 4)).isFalse();
    }

    @Test
    void anIdlePackIsNotSlow() {
        for (int i = 0; i < 30; i++) {
            assertThat(after(0, 0)).isFalse();
        }
    }

    private boolean after(int moreTicks, int moreDropped) {
        ticks += moreTicks;
        dropped += moreDropped;
        now += Duration.ofSeconds(1).toNanos();
        return slowness.slow(
                new Books(0, 0, 0, 0, ticks, ticks, ticks - dropped, 0, 0, 0, dropped, 0, 0, 0, ticks - dropped, 0, 0),
                now);
    }
}
