package dev.rucksack.lab.camera;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CameraClockTests {

    @ParameterizedTest
    @CsvSource({"30, 1", "25, 1", "30000, 1001", "24000, 1001", "60, 1", "5, 1"})
    void everyFlashHasItsBeepAtTheSameInstant(int numerator, int denominator) {
        CameraClock clock = new CameraClock(numerator, denominator);
        int flashes = 0;
        for (long frame = 1; flashes < 500; frame++) {
            if (clock.isFlash(frame) && !clock.isFlash(frame - 1)) {
                flashes++;
                long second = Math.floorDiv(clock.frameNanos(frame), 1_000_000_000L);
                assertThat(second).isEqualTo(flashes);
                double beepNanos = clock.beepSample(second) * 1e9 / CameraClock.SAMPLES_PER_SECOND;
                assertThat(Math.abs(beepNanos - clock.frameNanos(frame))).isLessThan(11_000);
            }
        }
    }

    @Test
    void theFrameThatIsDueIsTheLastWhoseTimeHasCome() {
        CameraClock clock = new CameraClock(30000, 1001);
        for (long frame : new long[] {0, 1, 29, 30, 12345, 100_000_000L}) {
            assertThat(clock.frameAt(clock.frameNanos(frame))).isEqualTo(frame);
            assertThat(clock.frameAt(clock.frameNanos(frame + 1) - 1)).isEqualTo(frame);
        }
    }

    @Test
    void theBeepStartsFromZeroAndIsATenthOfASecond() {
        CameraClock clock = new CameraClock(30, 1);
        assertThat(clock.beepAt(47_999)).isZero();
        assertThat(clock.beepAt(48_000)).isZero();
        assertThat(clock.beepAt(48_012)).isGreaterThan(0.99);
        assertThat(clock.beepAt(48_000 + 4799)).isNotZero();
        assertThat(clock.beepAt(48_000 + 4800)).isZero();
        assertThat(clock.beepAt(12)).isZero();
    }
}
