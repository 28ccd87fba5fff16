package dev.rucksack.lab.camera;

/**
 * When which frame and which sample is due; pure. A flash starts with the first frame of each second and its beep with
 * the sample of the same instant.
 *
 * @param numerator frames ...
 * @param denominator ... in so many seconds: 30000/1001
 */
record CameraClock(int numerator, int denominator) {

    static final int SAMPLES_PER_SECOND = 48_000;
    static final int FLASH_FRAMES = 3;
    static final int BEEP_SAMPLES = SAMPLES_PER_SECOND / 10;

    /** Nanoseconds from the start to a frame. */
    long frameNanos(long frame) {
        long seconds = frame / numerator * denominator;
        return seconds * 1_000_000_000L + Math.round(frame % numerator * 1e9 * denominator / numerator);
    }

    /** The frame that is due last at a time. */
    long frameAt(long nanos) {
        long frame = Math.max(0, (long) (nanos / 1e9 * numerator / denominator) - 1);
        while (frameNanos(frame + 1) <= nanos) {
            frame++;
        }
        return frame;
    }

    /** The first frame of a second. */
    private long firstFrameOf(long second) {
        return Math.floorDiv(second * numerator + denominator - 1, denominator);
    }

    boolean isFlash(long frame) {
        long second = frame * denominator / numerator;
        return second > 0 && frame - firstFrameOf(second) < FLASH_FRAMES;
    }

    /** The sample at which the beep of a second starts: that of its flash. */
    long beepSample(long second) {
        return Math.round(frameNanos(firstFrameOf(second)) * (SAMPLES_PER_SECOND / 1e9));
    }

    /** Amplitude of the beep at a sample, from -1 to 1: 1 kHz, starting from zero. */
    double beepAt(long sample) {
        long second = sample / SAMPLES_PER_SECOND;
        // At low rates a second's first frame may come late in it
        for (long candidate = second; candidate >= Math.max(1, second - 1); candidate--) {
            long since = sample - beepSample(candidate);
            if (since >= 0 && since < BEEP_SAMPLES) {
                return Math.sin(2 * Math.PI * 1000 * since / SAMPLES_PER_SECOND);
            }
        }
        return 0;
    }
}
