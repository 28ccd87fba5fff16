package dev.rucksack.encoder.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WakingTimeTests {

    private static final long MILLI = 1_000_000L;

    @Test
    void aLookThatComesLateCountsAsOneOnABusyComputer() {
        var waking = new WakingTime(5_000 * MILLI);
        assertThat(waking.look(5_033 * MILLI)).isEqualTo(33 * MILLI);
        assertThat(waking.look(5_333 * MILLI)).isEqualTo(333 * MILLI);
        assertThat(waking.look(15_333 * MILLI)).as("after ten seconds' pause").isEqualTo(633 * MILLI);
        assertThat(waking.look(15_366 * MILLI)).isEqualTo(666 * MILLI);
    }
}
