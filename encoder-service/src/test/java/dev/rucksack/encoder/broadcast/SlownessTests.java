package dev.rucksack.encoder.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SlownessTests {

    private final Slowness slowness = new Slowness(0);
    private long ticks;
    private long lost;
    private long restarts;
    private long now;

    @Test
    void oneFrameInFiftyIsTooMuchAndTenCleanSecondsForgive() {
        calm(10);
        assertThat(after(30, 6)).isFalse();
        assertThat(after(30, 0)).as("6 of 300").isFalse();
        assertThat(after(30, 1)).isFalse();
        for (int second = 0; second < 8; second++) {
            assertThat(after(30, 0)).as("7 of 300, %d s later", second).isTrue();
        }
        assertThat(after(30, 0)).isFalse();
    }

    @Test
    void oneThatIsSlowForLongIsSaidToBeForAsLong() {
        calm(10);
        after(30, 15);
        for (int second = 0; second < 60; second++) {
            assertThat(after(30, 15)).isTrue();
        }
    }

    @Test
    void aFewFramesAreNoSlowness() {
        assertThat(after(30, 5)).isFalse();
        calm(10);
    }

    @Test
    void whatAnEncoderThatEndedTookWithItIsNoSlowness() {
        calm(10);
        restarts++;
        assertThat(after(30, 20)).as("known in the same second").isFalse();
        calm(12);
        assertThat(after(30, 20)).isFalse();
        restarts++;
        assertThat(after(30, 0)).as("known in the second after").isFalse();
        calm(12);
        restarts++;
        assertThat(after(30, 10)).isFalse();
        assertThat(after(30, 10)).as("the next one takes a while to begin").isFalse();
        calm(12);
    }

    @Test
    void oneThatHungIsForgivenWhenItIsReplaced() {
        calm(10);
        after(30, 20);
        assertThat(after(30, 30)).isTrue();
        restarts++;
        assertThat(after(30, 15)).isFalse();
        calm(12);
    }

    @Test
    void oneThatIsSlowAfterItsStartIsSlow() {
        calm(10);
        restarts++;
        after(30, 20);
        after(30, 10);
        after(30, 10);
        assertThat(after(30, 10)).isTrue();
    }

    @Test
    void whatWasLostWhileAllStoodStillIsNoSlowness() {
        calm(10);
        now += 2_000_000_000L;
        assertThat(after(30, 20))
                .as("asked before the ticks of the pause are made up for")
                .isFalse();
        assertThat(after(60, 40)).as("asked after it").isFalse();
        calm(12);
    }

    @Test
    void oneThatIsSlowStaysSoWhenAllStandStill() {
        calm(10);
        after(30, 15);
        assertThat(after(30, 15)).isTrue();
        now += 2_000_000_000L;
        assertThat(after(90, 60)).isTrue();
        assertThat(after(30, 15)).isTrue();
        after(30, 15);
        assertThat(after(30, 15)).isTrue();
    }

    @Test
    void theNextStreamBeginsWithoutBlame() {
        calm(10);
        after(30, 15);
        assertThat(after(30, 15)).isTrue();
        slowness.begin();
        assertThat(after(30, 6)).as("what the last one took with it").isFalse();
        assertThat(after(30, 6)).as("what finds no encoder yet").isFalse();
        calm(10);
    }

    @Test
    void anIdlePackIsNotSlow() {
        for (int i = 0; i < 30; i++) {
            assertThat(after(0, 0)).isFalse();
        }
    }

    private void calm(int seconds) {
        for (int second = 0; second < seconds; second++) {
            assertThat(after(30, 0)).isFalse();
        }
    }

    private boolean after(int moreTicks, int moreLost) {
        now += 1_000_000_000L;
        ticks += moreTicks;
        lost += moreLost;
        return slowness.slow(
                new Books(0, 0, 0, 0, ticks, ticks, ticks - lost, 0, 0, 0, lost, 0, 0, 0, ticks - lost, 0, 0),
                restarts,
                now);
    }
}
