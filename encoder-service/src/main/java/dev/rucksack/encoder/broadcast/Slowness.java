package dev.rucksack.encoder.broadcast;

import java.time.Duration;

/**
 * Whether the encoder keeps up: it does not while it has lost more than one frame in fifty over the last ten seconds.
 * Pure; told the time.
 */
final class Slowness {

    private static final long WINDOW_NANOS = Duration.ofSeconds(10).toNanos();
    private static final int TOLERATED = 50;

    private long sinceNanos;
    private long ticksThen;
    private long droppedThen;
    private boolean slow;

    /** To be asked about each second. */
    boolean slow(Books books, long now) {
        long ticks = books.ticks() - ticksThen;
        long dropped = books.droppedEncode() - droppedThen;
        boolean over = now - sinceNanos >= WINDOW_NANOS;
        if (ticks > 0 && dropped * TOLERATED > ticks && dropped > TOLERATED / 10) {
            slow = true;
        } else if (over) {
            slow = false;
        }
        if (over) {
            sinceNanos = now;
            ticksThen = books.ticks();
            droppedThen = books.droppedEncode();
        }
        return slow;
    }
}
