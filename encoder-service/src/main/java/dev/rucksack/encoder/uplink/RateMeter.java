package dev.rucksack.encoder.uplink;

/** The rate of a growing count over the last two seconds. Pure; not thread-safe. */
final class RateMeter {

    private static final int SLOTS = 11;
    private static final long SLOT_NANOS = 200_000_000L;

    private final long[] times = new long[SLOTS];
    private final long[] counts = new long[SLOTS];
    private int newest = -1;
    private int filled;

    void sample(long nowNanos, long count) {
        if (filled > 0 && nowNanos - times[newest] < SLOT_NANOS) {
            return;
        }
        newest = (newest + 1) % SLOTS;
        times[newest] = nowNanos;
        counts[newest] = count;
        filled = Math.min(filled + 1, SLOTS);
    }

    /** Units a second; 0 before there are two samples and when the last is older than two seconds. */
    double perSecond(long nowNanos) {
        if (filled < 2 || nowNanos - times[newest] > SLOT_NANOS * (SLOTS - 1)) {
            return 0;
        }
        int oldest = (newest + SLOTS - filled + 1) % SLOTS;
        return (counts[newest] - counts[oldest]) * 1e9 / (times[newest] - times[oldest]);
    }
}
