package dev.rucksack.control.desk;

import org.jspecify.annotations.Nullable;

/** Since when something is so without a break. Pure: the caller tells the time. Not thread-safe. */
final class Since {

    private @Nullable Long beganNanos;

    /** How long it has been so, in nanoseconds: 0 when it begins, and while it is not so. */
    long lasts(boolean so, long nowNanos) {
        Long began = beganNanos;
        if (!so || began == null) {
            beganNanos = so ? nowNanos : null;
            return 0;
        }
        return nowNanos - began;
    }
}
