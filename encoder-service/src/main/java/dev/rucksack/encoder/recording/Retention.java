package dev.rucksack.encoder.recording;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What has to go when the disk is short: the oldest parts first, the newest hour never. Age is the order of recording, not
 * the clock, which a pack may not have. Pure.
 */
final class Retention {

    /** So much recorded time is never taken away. */
    static final Duration KEPT = Duration.ofHours(1);

    /** What is kept free if nobody said: this, or a tenth of a disk on which it would be more than that. */
    private static final long GENERAL_BYTES = 2_000_000_000L;

    /** Stopped for want of space, recording goes on when there is so much more than what is kept free. */
    private static final double MARGIN = 1.1;

    private Retention() {}

    /**
     * How much stays free.
     *
     * @param wanted what a person chose, in bytes; 0 for no choice
     */
    static long keepFree(long wanted, Disk.Space space) {
        return wanted > 0 ? wanted : Math.min(GENERAL_BYTES, space.totalBytes() / 10);
    }

    /** Whether there is room to record, given whether there was. */
    static boolean full(boolean wasFull, long freeBytes, long keepFree) {
        return freeBytes < (wasFull ? keepFree * MARGIN : keepFree);
    }

    /**
     * The part that goes next.
     *
     * @param parts oldest first
     */
    static Optional<Part> oldest(List<Part> parts) {
        long newer = 0;
        int first = parts.size();
        while (first > 0 && newer < KEPT.toMillis()) {
            first--;
            newer += parts.get(first).durationMillis();
        }
        return parts.subList(0, first).stream()
                .filter(part -> part.state() != Part.State.RECORDING)
                .findFirst();
    }
}
