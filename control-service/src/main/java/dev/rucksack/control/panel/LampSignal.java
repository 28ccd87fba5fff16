package dev.rucksack.control.panel;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Numbers the lamp lines and knows which change is not yet acknowledged. It repeats nothing by itself: a heartbeat goes
 * out only when the desk says again what is so, so that a desk that hangs leaves the board to say so. Not thread-safe.
 */
public final class LampSignal {

    /** Time between two equal lines. A little less than the desk's second, so that its beat is never missed. */
    private static final long BEAT_NANOS = Duration.ofMillis(900).toNanos();

    private @Nullable Lamp lamp;
    private long number;
    private long sentNanos;
    private boolean due;
    private long causedNanos;
    private boolean unmeasured;
    private long changeNumber;

    /** The line to send for this lamp, or nothing if the board was told the same less than a second ago. */
    public Optional<String> show(Lamp wanted, long causedAtNanos, long nowNanos) {
        boolean changed = wanted != lamp;
        if (!changed && !due && nowNanos - sentNanos < BEAT_NANOS) {
            return Optional.empty();
        }
        boolean fresh = lamp == null;
        number++;
        if (changed) {
            causedNanos = causedAtNanos;
            changeNumber = number;
            unmeasured = !fresh;
        }
        lamp = wanted;
        sentNanos = nowNanos;
        due = false;
        return Optional.of("lamp " + wanted + " " + number);
    }

    /** The board is new or has restarted: what it shows is unknown, the next {@link #show} goes out in any case. */
    public void renew() {
        due = true;
        unmeasured = false;
    }

    /** The board says that a line's lamp is lit. Nanoseconds from the cause of that change, once for each change. */
    public OptionalLong acknowledged(long acknowledged, long nowNanos) {
        if (!unmeasured || acknowledged < changeNumber || acknowledged > number) {
            return OptionalLong.empty();
        }
        unmeasured = false;
        return OptionalLong.of(nowNanos - causedNanos);
    }

    /** What the board was last told, null before the first line. */
    public @Nullable Lamp lamp() {
        return lamp;
    }
}
