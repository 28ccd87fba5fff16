package dev.rucksack.encoder.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MasterClockTests {

    private static final long SECOND = 1_000_000_000L;
    private static final long MILLI = 1_000_000L;

    /** Rows of the table that {@code make bench} keeps as {@code lab/results/clock.md}. */
    private static final List<String> FIGURES = new ArrayList<>();

    @AfterAll
    static void keepTheFigures() throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "# One hour of virtual time: repeats and surplus against what the difference of rates makes unavoidable (goal: 1.1 ×)",
                "",
                "| stream | camera | jitter | repeats | surplus | unavoidable | ratio |",
                "|---|---|---|---|---|---|---|"));
        lines.addAll(FIGURES);
        Files.write(Files.createDirectories(Path.of("target")).resolve("clock.md"), lines);
    }

    /** An hour of a camera against the clock, in virtual time. */
    private static final class Hour {
        final MasterClock clock;
        final double interval;
        final Random dice = new Random(7);
        final double jitter;
        final boolean normal;
        long used;
        long surplus;
        long repeated;
        double worstStep;
        long lastLook;
        double lastPosition;

        Hour(String stream, String negotiated, double ppm, double jitterNanos, boolean normal) {
            clock = new MasterClock(FrameRate.parse(stream), 0);
            var rate = FrameRate.parse(negotiated);
            clock.camera(rate, 0);
            this.interval = rate.intervalNanos() / (1 + ppm / 1e6);
            this.jitter = jitterNanos;
            this.normal = normal;
        }

        void run(long seconds, LongPredicate delivered) {
            long last = 0;
            for (long n = 0; n * interval < seconds * (double) SECOND; n++) {
                double late = normal ? Math.abs(dice.nextGaussian()) * jitter : (2 * dice.nextDouble() - 1) * jitter;
                long at = Math.max(last, (long) (SECOND + n * interval + late));
                last = at;
                for (long due = clock.deadline(); due < at; due = clock.deadline()) {
                    int ticks = clock.expire(due);
                    repeated += n == 0 ? 0 : ticks;
                    look(due);
                }
                if (delivered.test(n)) {
                    int ticks = clock.arrived(at);
                    repeated += clock.used() ? ticks - 1 : ticks;
                    used += clock.used() ? 1 : 0;
                    surplus += clock.used() ? 0 : 1;
                    look(at);
                }
            }
        }

        void look(long at) {
            double position = clock.position(at);
            if (lastLook > 3 * SECOND) {
                double expected = (at - lastLook) / clockInterval();
                worstStep = Math.max(worstStep, Math.abs(position - lastPosition - expected));
            }
            lastLook = at;
            lastPosition = position;
        }

        double clockInterval() {
            return interval * clock.cameraRate().framesPerSecond() / streamRate();
        }

        double streamRate() {
            return stream.framesPerSecond();
        }

        FrameRate stream = FrameRate.of(30);

        Hour stream(String rate) {
            stream = FrameRate.parse(rate);
            return this;
        }
    }

    @ParameterizedTest(name = "{1} {2} ppm into {0}")
    @CsvSource({
        "30, 29.97, 0", "30, 30, 100", "30, 30, -100", "30, 25, 0", "30, 59.94, 0",
        "24, 29.97, 0", "24, 30, 100", "24, 30, -100", "24, 25, 0", "24, 59.94, 0",
        "30000/1001, 30, 0", "30, 25, 100", "25, 25, 0"
    })
    void repeatsAndSkipsNoMoreThanTheRatesMakeNecessary(String stream, String camera, double ppm) {
        for (boolean normal : new boolean[] {false, true}) {
            var hour = new Hour(stream, camera, ppm, 5 * MILLI, normal).stream(stream);
            hour.run(3600, n -> true);
            double difference = Math.abs(FrameRate.parse(stream).framesPerSecond()
                    - FrameRate.parse(camera).framesPerSecond() * (1 + ppm / 1e6));
            double unavoidable = difference * 3600;
            FIGURES.add(String.format(
                    Locale.ROOT,
                    "| %s | %s %+.0f ppm | %s | %d | %d | %.0f | %s |",
                    stream,
                    camera,
                    ppm,
                    normal ? "late by a normal 5 ms" : "5 ms either way",
                    hour.repeated,
                    hour.surplus,
                    unavoidable,
                    unavoidable == 0
                            ? "-"
                            : String.format(Locale.ROOT, "%.3f", (hour.repeated + hour.surplus) / unavoidable)));
            assertThat((double) (hour.repeated + hour.surplus))
                    .as("used %d, repeated %d, surplus %d", hour.used, hour.repeated, hour.surplus)
                    .isLessThanOrEqualTo(1.1 * unavoidable + 2);
        }
    }

    @ParameterizedTest
    @CsvSource({"30, 30, 100", "30, 30, -100", "25, 25, 50", "60, 60, 50"})
    void aCameraOfTheStreamsOwnRateIsFollowedWithoutASingleRepeat(String stream, String camera, double ppm) {
        var hour = new Hour(stream, camera, ppm, 5 * MILLI, false);
        hour.run(3600, n -> true);
        assertThat(hour.repeated).isZero();
        assertThat(hour.surplus).isZero();
    }

    @Test
    void aCameraThatSays30AndGives2997IsFoundOut() {
        var hour = new Hour("30", "30", -999.001, 3 * MILLI, false);
        hour.run(3600, n -> true);
        assertThat(hour.clock.cameraRate()).isEqualTo(FrameRate.parse("29.97"));
        assertThat(hour.repeated).isBetween(100L, 119L);
        assertThat(hour.surplus).isLessThanOrEqualTo(2);
        assertThat(hour.clock.position(3600 * SECOND)).isCloseTo(3600 * 30, within(3.0));
    }

    @Test
    void everyThirdFrameLostIsEveryThirdTickRepeated() {
        var hour = new Hour("30", "30", 0, 2 * MILLI, false);
        hour.run(60, n -> n % 3 != 1);
        assertThat(hour.used).isEqualTo(1200);
        assertThat(hour.surplus).isZero();
        assertThat(hour.repeated).isBetween(598L, 602L);
    }

    @Test
    void runsOnWithoutACameraAndMeetsItAgainWithoutAStep() {
        var hour = new Hour("30", "30", 80, 2 * MILLI, false);
        hour.run(120, n -> n < 900 || n > 1800);
        assertThat(hour.clock.position(119 * SECOND)).isCloseTo(119 * 30, within(2.0));
        assertThat(hour.worstStep).as("ticks that the clock jumped").isLessThan(0.3);
        assertThat(hour.surplus).isZero();
    }

    @Test
    void theFirstMissingFrameGoesOutAfterOneAndAHalfIntervals() {
        var clock = new MasterClock(FrameRate.of(25), 0);
        clock.camera(FrameRate.of(25), 0);
        clock.expire(SECOND);
        for (int n = 0; n < 100; n++) {
            clock.expire(SECOND + 5 * MILLI + n * 40 * MILLI);
            assertThat(clock.arrived(SECOND + 5 * MILLI + n * 40 * MILLI)).isEqualTo(1);
        }
        long last = SECOND + 5 * MILLI + 99 * 40 * MILLI;
        assertThat(clock.deadline() - last).isCloseTo(60 * MILLI, within(MILLI));
    }

    @Test
    void aBurstAfterAStallFillsNoTickTwice() {
        var clock = new MasterClock(FrameRate.of(30), 0);
        long interval = SECOND / 30;
        long ticks = 0;
        for (int n = 0; n < 90; n++) {
            ticks += clock.expire(n * interval) + clock.arrived(n * interval);
        }
        ticks += clock.expire(120 * interval);
        for (int n = 90; n <= 120; n++) {
            ticks += clock.arrived(120 * interval + n * 1000);
        }
        for (int n = 121; n < 180; n++) {
            ticks += clock.expire(n * interval) + clock.arrived(n * interval);
        }
        assertThat(ticks).isBetween(179L, 181L);
    }

    @Test
    void anotherCameraRateLeavesThePositionWhereItWas() {
        var clock = new MasterClock(FrameRate.of(30), 0);
        long now = 10 * SECOND + 3;
        clock.expire(now);
        double before = clock.position(now);
        clock.camera(FrameRate.of(50), now);
        assertThat(clock.position(now)).isCloseTo(before, within(0.6));
        clock.expire(20 * SECOND);
        assertThat(clock.position(20 * SECOND)).isCloseTo(before + 300, within(1.0));
    }

    @Test
    void tellsWhenATickHasItsPlace() {
        var clock = new MasterClock(FrameRate.of(30), 0);
        clock.camera(FrameRate.of(25), 0);
        clock.expire(SECOND);
        clock.arrived(SECOND);
        long place = clock.timeOf(1000);
        assertThat(clock.position(place)).isCloseTo(1000, within(1e-4));
    }

    @ParameterizedTest
    @CsvSource({"25, 0", "25, 5", "25, 20", "30, 15", "59.94, 5"})
    void knowsWhenAFrameWasSeenThoughFramesArriveLateAndUnevenly(String rateText, double meanDelayMillis) {
        FrameRate rate = FrameRate.parse(rateText);
        var clock = new MasterClock(rate, 0);
        clock.camera(rate, 0);
        var dice = new Random(11);
        double interval = rate.intervalNanos();
        long last = 0;
        double worst = 0;
        double sum = 0;
        int frames = 0;
        for (long n = 0; n * interval < 60.0 * SECOND; n++) {
            double seen = SECOND + n * interval;
            double delay = -Math.log(1 - dice.nextDouble()) * meanDelayMillis * MILLI;
            long at = Math.max(last, (long) (seen + delay));
            last = at;
            for (long due = clock.deadline(); due < at; due = clock.deadline()) {
                clock.expire(due);
            }
            clock.arrived(at);
            if (seen > 5.0 * SECOND) {
                // whichever tick it serves: the clock's ticks stand where frames were seen, a whole number of intervals
                // apart
                double off = (clock.seenAt(clock.next()) - seen) / interval;
                double apart = (off - Math.rint(off)) * interval / MILLI;
                worst = Math.max(worst, Math.abs(apart));
                sum += apart;
                frames++;
            }
        }
        assertThat(sum / frames).as("milliseconds off on average").isCloseTo(0, within(0.2 + 0.15 * meanDelayMillis));
        assertThat(worst).as("milliseconds off at worst").isLessThan(1 + 0.6 * meanDelayMillis);
    }

    @Test
    void aDelayThatComesAndGoesIsFollowedWithoutAJump() {
        FrameRate rate = FrameRate.of(30);
        var clock = new MasterClock(rate, 0);
        clock.camera(rate, 0);
        double interval = rate.intervalNanos();
        double before = Double.NaN;
        double most = 0;
        double late = 0;
        for (long n = 0; n < 30 * 120; n++) {
            boolean busy = n > 30 * 20 && n < 30 * 60;
            clock.expire((long) (SECOND + n * interval) - 1);
            clock.arrived((long) (SECOND + n * interval + (busy && n % 3 != 0 ? 15 * MILLI : 0)));
            double step = clock.timeOf(0) - clock.seenAt(0);
            most = Math.max(most, Double.isNaN(before) ? 0 : Math.abs(step - before));
            before = step;
            late = n == 30 * 59 ? step : late;
        }
        assertThat(late).as("two thirds of the frames are 15 ms late").isCloseTo(10.0 * MILLI, within(1.0 * MILLI));
        assertThat(most).as("from one frame to the next").isLessThan(interval * 0.001 * 1.5);
        assertThat(before).isCloseTo(0, within(0.1 * MILLI));
    }
}
