package dev.rucksack.encoder.frame;

import org.jspecify.annotations.Nullable;

/**
 * Finds the camera that says 30 and gives 29.97, or the other way round: many UVC devices do. Following it blindly would
 * slow the stream by 1000 ppm, 3.6 s an hour.
 */
final class RateCheck {

    /** Frames per measurement: a phase smoothed to 0.03 intervals gives the rate to 70 ppm. */
    private static final int WINDOW = 600;

    /** Two crystals of 100 ppm each, and the measurement's own error. */
    private static final double TOLERANCE = 270e-6;

    private double began = Double.NaN;
    private int frames;
    private int agreeing;
    private double agreed;

    void restart() {
        began = Double.NaN;
        frames = 0;
        agreeing = 0;
    }

    /** Counts an expected frame, arrived or not. */
    void expected() {
        frames++;
    }

    /**
     * @param due when the next frame is due
     * @return the rate that the camera really has, once that is certain and another than the assumed one
     */
    @Nullable
    FrameRate frame(double due, FrameRate assumed) {
        if (Double.isNaN(began)) {
            began = due;
            frames = 0;
            return null;
        }
        if (frames < WINDOW) {
            return null;
        }
        double slower = (due - began) / (frames * assumed.intervalNanos());
        began = due;
        frames = 0;
        double factor = near(slower, 1.001) ? 1.001 : near(slower, 1 / 1.001) ? 1 / 1.001 : 1;
        agreeing = factor == agreed ? agreeing + 1 : 1;
        agreed = factor;
        return factor == 1 || agreeing < 2 ? null : scaled(assumed, factor > 1);
    }

    /** Whether {@code actual} is what a camera that says {@code negotiated} turned out to have. */
    boolean explains(FrameRate negotiated, FrameRate actual) {
        double ratio = negotiated.framesPerSecond() / actual.framesPerSecond();
        return near(ratio, 1.001) || near(ratio, 1 / 1.001);
    }

    private static boolean near(double value, double wanted) {
        return Math.abs(value - wanted) < TOLERANCE;
    }

    private static @Nullable FrameRate scaled(FrameRate rate, boolean slower) {
        if (slower && rate.denominator() == 1) {
            return new FrameRate(rate.numerator() * 1000, 1001);
        }
        if (!slower && rate.denominator() == 1001) {
            return new FrameRate(rate.numerator() / 1000, 1);
        }
        return null;
    }
}
