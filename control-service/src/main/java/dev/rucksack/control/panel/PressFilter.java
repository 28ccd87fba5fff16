package dev.rucksack.control.panel;

import java.time.Duration;

/**
 * Lets through the first of a burst. The original firmware repeats its line for as long as a button is held, and its
 * {@code 3} without end; each repetition prolongs the silence. Not thread-safe.
 */
final class PressFilter {

    private final long holdNanos;
    private long lastNanos;
    private boolean any;

    PressFilter(Duration hold) {
        this.holdNanos = hold.toNanos();
    }

    /** Whether this is a new press and not the last one going on. */
    boolean admit(long nowNanos) {
        boolean fresh = !any || nowNanos - lastNanos >= holdNanos;
        any = true;
        lastNanos = nowNanos;
        return fresh;
    }
}
