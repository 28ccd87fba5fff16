package dev.rucksack.control.bonding;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * When to look for sign-in pages: ten seconds after a link has come into trouble, then ever more rarely while the same
 * links are, from half a minute up to ten. Each look costs data on every link. Not thread-safe.
 */
final class PortalTiming {

    static final long FIRST_NANOS = Duration.ofSeconds(10).toNanos();
    static final long SECOND_NANOS = Duration.ofSeconds(30).toNanos();
    static final long LONGEST_NANOS = Duration.ofMinutes(10).toNanos();

    private final Set<String> known = new HashSet<>();
    private long atNanos;
    private long thenNanos;

    /** Whether to look now; asked again and again with the links that are in trouble. */
    boolean isDue(Set<String> inTrouble, long nowNanos) {
        boolean another = known.addAll(inTrouble);
        known.retainAll(inTrouble);
        if (another) {
            atNanos = nowNanos + FIRST_NANOS;
            thenNanos = SECOND_NANOS;
        }
        if (inTrouble.isEmpty() || nowNanos - atNanos < 0) {
            return false;
        }
        atNanos = nowNanos + thenNanos;
        thenNanos = Math.min(LONGEST_NANOS, thenNanos * 2);
        return true;
    }
}
