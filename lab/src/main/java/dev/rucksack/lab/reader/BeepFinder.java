package dev.rucksack.lab.reader;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds where a 1 kHz tone starts, by a Goertzel filter over two periods, half a millisecond apart. Other sound at other
 * pitches does not disturb it. Samples come with their time, so that gaps in the sound are no error.
 */
final class BeepFinder {

    private static final int RATE = 48_000;
    private static final int WINDOW = 96;
    private static final int STEP = 24;
    private static final double TONE = 2 * Math.cos(2 * Math.PI * 1000 / RATE);
    private static final double LEAST_AMPLITUDE = 0.02 * Short.MAX_VALUE;
    private static final double QUIET_SECONDS = 0.3;

    private record Level(double seconds, double amplitude) {}

    private final List<Level> levels = new ArrayList<>();
    private final double[] window = new double[WINDOW];
    private int filled;

    /** One sample, mono. */
    void sample(double seconds, double value) {
        window[filled++] = value;
        if (filled == WINDOW) {
            levels.add(new Level(seconds - WINDOW / 2.0 / RATE, amplitude()));
            System.arraycopy(window, STEP, window, 0, WINDOW - STEP);
            filled = WINDOW - STEP;
        }
    }

    private double amplitude() {
        double last = 0;
        double beforeLast = 0;
        for (double value : window) {
            double next = value + TONE * last - beforeLast;
            beforeLast = last;
            last = next;
        }
        double power = last * last + beforeLast * beforeLast - TONE * last * beforeLast;
        return Math.sqrt(Math.max(0, power)) * 2 / WINDOW;
    }

    /** When each beep starts: where the tone rises through half its height after a pause. */
    List<Double> beeps() {
        double loudest = levels.stream().mapToDouble(Level::amplitude).max().orElse(0);
        double threshold = Math.max(LEAST_AMPLITUDE, loudest / 2);
        List<Double> result = new ArrayList<>();
        double lastLoud = Double.NEGATIVE_INFINITY;
        boolean begun = false;
        for (Level level : levels) {
            if (level.amplitude() >= threshold) {
                // A recording that begins within a beep does not show its start
                if (begun && level.seconds() - lastLoud > QUIET_SECONDS) {
                    result.add(level.seconds());
                }
                lastLoud = level.seconds();
            }
            begun = true;
        }
        return result;
    }
}
