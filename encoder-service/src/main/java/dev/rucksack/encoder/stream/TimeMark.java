package dev.rucksack.encoder.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When something was, by both of the machine's clocks. The one that runs since the kernel's start tells nothing across a
 * power cut; the wall clock tells something only if somebody has set it, for a Pi has none of its own.
 *
 * @param boot the kernel's boot id, empty where it is not told
 * @param up time since that boot
 * @param at wall clock
 * @param clockKnown whether the wall clock has been set in this boot
 */
public record TimeMark(String boot, Duration up, Instant at, boolean clockKnown) {

    /** How long ago {@code earlier} was; empty if nobody can tell. */
    Optional<Duration> since(TimeMark earlier) {
        if (!boot.isEmpty() && boot.equals(earlier.boot)) {
            return positive(up.minus(earlier.up));
        }
        return clockKnown && earlier.clockKnown ? positive(Duration.between(earlier.at, at)) : Optional.empty();
    }

    /** Time that went backwards is no time at all: a clock was set wrongly. */
    private static Optional<Duration> positive(Duration age) {
        return age.isNegative() ? Optional.empty() : Optional.of(age);
    }
}
