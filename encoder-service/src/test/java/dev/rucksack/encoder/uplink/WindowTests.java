package dev.rucksack.encoder.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTests {

    @ParameterizedTest
    @CsvSource({
        // bytes a second, round trip in seconds, limit in bytes
        "375000, 0.050, 187500",
        "375000, 0.400, 300000",
        "750000, 0.250, 375000",
        "37500, 0.050, 65536",
        "375000, 30, 1500000"
    })
    void isHalfASecondOrTwoRoundTrips(int bytesPerSecond, double roundTrip, long limit) {
        Window window = new Window();
        for (int millis = 0; millis < 10_000; millis += 20) {
            window.offered(millis, bytesPerSecond / 50);
        }
        window.roundTrip(roundTrip);

        assertThat(window.limitBytes()).isCloseTo(limit, Percentage.withPercentage(1));
        assertThat(window.open(limit * 98 / 100, 10_000)).isTrue();
        assertThat(window.open(limit * 102 / 100, 10_000)).isFalse();
    }

    @Test
    void neverClosesOnALargeKeyframeBeforeTheSoundBehindIt() {
        assertThat(new Window().open(2_000_000, 30)).isTrue();
        assertThat(new Window().open(2_000_000, 250)).isFalse();
    }
}
