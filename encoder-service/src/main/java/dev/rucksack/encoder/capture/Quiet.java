package dev.rucksack.encoder.capture;

/**
 * How long a device has given nothing, by looks that come often. One that comes late was held up with all of us, a collector of garbage
 * or a card that does not answer: that is no silence of the device. Pure, not thread-safe.
 */
final class Quiet {

    /** A look takes 100 ms; on a busy computer some more. */
    private static final long LONGEST_LOOK_NANOS = 300_000_000L;

    private long lookedAt;
    private long nanos;

    Quiet(long now) {
        lookedAt = now;
    }

    /**
     * A look is over.
     *
     * @param some whether the device gave anything
     * @return how long it has given nothing, in nanoseconds
     */
    long looked(boolean some, long now) {
        nanos = some ? 0 : nanos + Math.min(now - lookedAt, LONGEST_LOOK_NANOS);
        lookedAt = now;
        return nanos;
    }
}
