package dev.rucksack.encoder.ffmpeg;

/**
 * Time by looks that come often. One that comes late was held up with all of us, a collector of garbage or a card that does not answer:
 * that is no time in which a device or a process was silent. Pure, not thread-safe.
 */
public final class WakingTime {

    /** A look takes 100 ms; on a busy computer some more. */
    private static final long LONGEST_LOOK_NANOS = 300_000_000L;

    private long lookedAt;
    private long nanos;

    public WakingTime(long now) {
        lookedAt = now;
    }

    /** @return how much of the time until this look we were awake, in nanoseconds */
    public long look(long now) {
        nanos += Math.min(now - lookedAt, LONGEST_LOOK_NANOS);
        lookedAt = now;
        return nanos;
    }
}
