package dev.rucksack.encoder.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.LongPredicate;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaptureLossTests {

    private static final long SECOND = 1_000_000_000L;

    private final Random dice = new Random(11);
    private long lastReported;
    private long lastAt;

    private long run(CaptureLoss loss, double interval, long frames, LongPredicate delivered, LongUnaryOperator delay) {
        for (long n = 0; n < frames; n++) {
            long at = Math.max(lastAt, (long) (n * interval) + delay.applyAsLong(n));
            if (delivered.test(n)) {
                loss.arrived(at);
                lastAt = at;
            }
            check(loss.missing(at));
        }
        return loss.missing(lastAt);
    }

    /** As the clock does, at every tick. */
    private void ask(CaptureLoss loss, long from, long to) {
        for (long at = from; at <= to; at += SECOND / 30) {
            check(loss.missing(at));
        }
    }

    private void check(long reported) {
        assertThat(reported).isGreaterThanOrEqualTo(lastReported);
        lastReported = reported;
    }

    @ParameterizedTest
    @CsvSource({"30, 100", "30, -100", "25, 0", "59.94, 100", "30, -999", "30, 0"})
    void aWholeCameraLosesNothingInAnHour(String rate, double ppm) {
        var negotiated = FrameRate.parse(rate);
        double interval = negotiated.intervalNanos() / (1 + ppm / 1e6);
        long half = (long) (interval / 2);
        long frames = (long) (3600 * negotiated.framesPerSecond());
        var loss = new CaptureLoss(negotiated);
        assertThat(run(loss, interval, frames, n -> true, n -> dice.nextLong(2 * half) - half))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({"0", "100", "-100"})
    void everyThirdFrameLostIsCountedOneToOne(double ppm) {
        var loss = new CaptureLoss(FrameRate.of(30));
        double interval = 1e9 / 30 / (1 + ppm / 1e6);
        run(loss, interval, 30 * 600, n -> n % 3 != 2 || n > 30 * 590, n -> dice.nextLong(16_000_000));
        assertThat(loss.missing(lastAt)).isEqualTo((30 * 590 + 1) / 3);
    }

    @Test
    void randomLossIsCountedExactly() {
        var loss = new CaptureLoss(FrameRate.of(30));
        long[] lost = {0};
        run(
                loss,
                1e9 / 30 / (1 + 60e-6),
                30 * 1200,
                n -> {
                    boolean gone = n > 60 && n < 30 * 1190 && dice.nextInt(20) == 0;
                    lost[0] += gone ? 1 : 0;
                    return !gone;
                },
                n -> dice.nextLong(15_000_000));
        assertThat(loss.missing(lastAt)).isEqualTo(lost[0]);
    }

    @Test
    void anOpenGapGrowsAndComesOutExact() {
        var loss = new CaptureLoss(FrameRate.of(30));
        double interval = 1e9 / 30 / (1 + 50e-6);
        run(loss, interval, 300, n -> true, n -> dice.nextLong(5_000_000));
        ask(loss, lastAt, lastAt + 3 * SECOND);
        assertThat(lastReported).isBetween(58L, 61L);
        ask(loss, lastAt + 3 * SECOND, lastAt + 5 * SECOND);
        assertThat(lastReported).isBetween(118L, 121L);
        for (long n = 600; n < 700; n++) {
            loss.arrived((long) (n * interval) + dice.nextLong(5_000_000));
            check(loss.missing((long) (n * interval) + 5_000_000));
        }
        assertThat(lastReported).isEqualTo(300);
    }

    @Test
    void lateFirstFramesAndABurstAfterARestartAreNotLost() {
        var loss = new CaptureLoss(FrameRate.of(30));
        long interval = SECOND / 30;
        // frames 300 to 389 are lost; those from 390 on come at the time of frame 410, close upon each other
        run(
                loss,
                interval,
                900,
                n -> n < 300 || n >= 390,
                n -> n >= 390 && n < 410 ? (410 - n) * interval + n * 1000 : dice.nextLong(5_000_000));
        assertThat(loss.missing(lastAt)).isEqualTo(90);
    }

    @Test
    void aBurstAtTheVeryBeginningIsNoDebt() {
        var loss = new CaptureLoss(FrameRate.of(30));
        long interval = SECOND / 30;
        run(loss, interval, 900, n -> n < 600 || n >= 610, n -> n < 12 ? (12 - n) * interval : 0);
        assertThat(loss.missing(lastAt)).isEqualTo(10);
    }

    @Test
    void whatComesAfterAllIsNotCountedTwice() {
        var loss = new CaptureLoss(FrameRate.of(30));
        long interval = SECOND / 30;
        run(loss, interval, 300, n -> true, n -> 0);
        long stall = 300 * interval + 3 * SECOND;
        ask(loss, lastAt, stall);
        assertThat(lastReported).isBetween(58L, 60L);
        // the driver had kept all 90: they come now, and later 70 others are lost
        for (long n = 300; n < 391; n++) {
            loss.arrived(stall + n);
        }
        for (long n = 391; n < 900; n++) {
            if (n < 500 || n >= 570) {
                loss.arrived(n * interval);
            }
            check(loss.missing(n * interval));
        }
        assertThat(lastReported).isEqualTo(70);
    }

    @Test
    void whatWaitedWhileWeStoodStillIsNotLost() {
        var loss = new CaptureLoss(FrameRate.of(30));
        long interval = SECOND / 30;
        run(loss, interval, 300, n -> true, n -> 0);
        long awake = 300 * interval + 2 * SECOND;
        check(loss.missing(awake));
        assertThat(lastReported).isZero();
        // of the 60 the kernel kept the last 39
        for (long n = 321; n < 360; n++) {
            loss.arrived(awake + n);
            check(loss.missing(awake + n));
        }
        for (long n = 360; n < 600; n++) {
            loss.arrived(n * interval);
            check(loss.missing(n * interval));
        }
        assertThat(lastReported).isEqualTo(21);
    }

    @Test
    void aCameraStoppedOnPurposeOwesNothing() {
        var loss = new CaptureLoss(FrameRate.of(30));
        long interval = SECOND / 30;
        run(loss, interval, 300, n -> true, n -> 0);
        loss.pause();
        ask(loss, lastAt, lastAt + 60 * SECOND);
        assertThat(lastReported).isZero();
        for (long n = 0; n < 300; n++) {
            loss.arrived(lastAt + 100 * SECOND + n * interval);
        }
        assertThat(loss.missing(lastAt + 110 * SECOND)).isZero();
    }
}
