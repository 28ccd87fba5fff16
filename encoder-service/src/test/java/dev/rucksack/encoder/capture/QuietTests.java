package dev.rucksack.encoder.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class QuietTests {

    private long now = Duration.ofHours(1).toNanos();
    private final Quiet quiet = new Quiet(now);

    @Test
    void looksThatFindNothingAddUp() {
        for (int look = 1; look <= 20; look++) {
            assertThat(after(100, false)).isEqualTo(look * 100);
        }
        assertThat(after(100, true)).isZero();
        assertThat(after(100, false)).isEqualTo(100);
    }

    @Test
    void timeInWhichWeStoodStillIsNoneOfTheDevice() {
        after(30, true);
        assertThat(after(5000, false)).isEqualTo(300);
        assertThat(after(100, false)).isEqualTo(400);
        assertThat(after(2000, true)).isZero();
    }

    private long after(long millis, boolean some) {
        now += Duration.ofMillis(millis).toNanos();
        return Duration.ofNanos(quiet.looked(some, now)).toMillis();
    }
}
