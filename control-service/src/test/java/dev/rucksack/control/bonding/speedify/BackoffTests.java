package dev.rucksack.control.bonding.speedify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTests {

    private static final Duration SHORT = Duration.ofSeconds(59);

    private final Backoff backoff = new Backoff(new Random(5));

    @Test
    void pausesDoubleUpToHalfAMinuteAndAMinuteOfGoodRunningStartsAnew() {
        for (long seconds : new long[] {1, 2, 4, 8, 16, 30, 30}) {
            pauses(SHORT, seconds);
        }
        pauses(Duration.ofSeconds(60), 1);
        pauses(SHORT, 2);
    }

    /** With up to a fifth of jitter. */
    private void pauses(Duration ran, long seconds) {
        assertThat(backoff.after(ran)).isBetween(Duration.ofSeconds(seconds), Duration.ofMillis(seconds * 1200));
    }
}
