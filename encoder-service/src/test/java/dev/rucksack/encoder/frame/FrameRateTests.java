package dev.rucksack.encoder.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameRateTests {

    @ParameterizedTest
    @CsvSource({
        "30, 30/1",
        "30000/1001, 30000/1001",
        "29.97, 30000/1001",
        "59.94, 60000/1001",
        "23.976, 24000/1001",
        "23.98, 24000/1001",
        "12.5, 25/2",
        "60/2, 30/1",
        "' 25 ', 25/1",
        "30.00, 30/1"
    })
    void readsWhatPeopleWrite(String text, String exact) {
        var rate = FrameRate.parse(text);
        assertThat(rate.numerator() + "/" + rate.denominator()).isEqualTo(exact);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fast", "0", "-30", "30/0", "1/2", "241", "30/1/2", "1e3", "999999/1000000"})
    void refusesWhatIsNoRate(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FrameRate.parse(text))
                .withMessageEndingWith(".");
    }

    @ParameterizedTest
    @ValueSource(strings = {"24", "25", "30", "30000/1001", "60000/1001", "24000/1001", "50", "60"})
    void agreesWithUnboundedArithmeticForAYear(String text) {
        var rate = FrameRate.parse(text);
        long year = (long) (rate.framesPerSecond() * 365 * 86400);
        for (long tick = 0; tick < year; tick += 1 + year / 1009) {
            var exact = BigInteger.valueOf(tick).multiply(BigInteger.valueOf(rate.denominator()));
            var top = BigInteger.valueOf(rate.numerator());
            assertThat(rate.tickNanos(tick))
                    .isEqualTo(exact.multiply(BigInteger.valueOf(1_000_000_000))
                            .divide(top)
                            .longValueExact());
            assertThat(rate.tickMillis(tick))
                    .isEqualTo(exact.multiply(BigInteger.valueOf(2000))
                            .add(top)
                            .divide(top.shiftLeft(1))
                            .longValueExact());
            assertThat(rate.tickAtMillis(rate.tickMillis(tick))).isEqualTo(tick);
        }
    }

    @Test
    void sharesOutSamplesWithoutLosingOne() {
        var rate = FrameRate.parse("30000/1001");
        long sum = 0;
        for (int tick = 0; tick < 30000; tick++) {
            long samples = rate.unitsBefore(tick + 1, 48000) - rate.unitsBefore(tick, 48000);
            assertThat(samples).isBetween(1601L, 1602L);
            sum += samples;
        }
        assertThat(sum).isEqualTo(48000L * 1001);
    }

    @Test
    void anyTickOfAnyRateKeepsItsMillisecond() {
        for (int fps = 1; fps <= 240; fps++) {
            var rate = FrameRate.of(fps);
            for (long tick = 0; tick < 1000; tick++) {
                assertThat(rate.tickAtMillis(rate.tickMillis(tick))).isEqualTo(tick);
            }
        }
    }
}
