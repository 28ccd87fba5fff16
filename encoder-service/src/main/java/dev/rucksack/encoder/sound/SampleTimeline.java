package dev.rucksack.encoder.sound;

/**
 * When each sample was heard. Samples come in chunks, each some time after its last sample; the chunk that came with the least
 * delay within the last two seconds tells the truth about the others. Pure, not thread-safe.
 */
final class SampleTimeline {

    static final double NANOS_PER_SAMPLE = 1e9 / SampleSink.RATE;
    private static final long WINDOW_NANOS = 2_000_000_000L;

    private final long[] at = new long[1024];
    private final double[] delay = new double[1024];
    private int head;
    private int size;
    private double offset = Double.NaN;

    /** After a gap nothing is known. */
    void restart() {
        size = 0;
        offset = Double.NaN;
    }

    /** @param samples how many samples there are now, this chunk included */
    void arrived(long now, long samples) {
        while (size > 0 && (now - at[head] > WINDOW_NANOS || size == at.length)) {
            head = (head + 1) % at.length;
            size--;
        }
        int place = (head + size) % at.length;
        at[place] = now;
        delay[place] = now - samples * NANOS_PER_SAMPLE;
        size++;
        double least = Double.MAX_VALUE;
        for (int i = 0; i < size; i++) {
            least = Math.min(least, delay[(head + i) % at.length]);
        }
        offset = least;
    }

    boolean known() {
        return !Double.isNaN(offset);
    }

    /** Number of the sample that was heard at this time, with its fraction. */
    double sampleAt(long nanos) {
        return (nanos - offset) / NANOS_PER_SAMPLE;
    }
}
