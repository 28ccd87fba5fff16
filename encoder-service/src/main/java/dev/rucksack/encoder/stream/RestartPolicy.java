package dev.rucksack.encoder.stream;

import java.time.Duration;

/**
 * When to try again: at once-ish after the first failure, then ever more rarely up to a ceiling, with jitter so that
 * several children or packs do not try in step. Pure: the caller counts failures and throws the dice.
 *
 * @param first pause after the first failure
 * @param ceiling longest pause, jitter included
 * @param settled a run at least this long counts as good: the next failure is a first one again
 */
public record RestartPolicy(Duration first, Duration ceiling, Duration settled) {

    /** For child processes on this machine. */
    public static final RestartPolicy PROCESS =
            new RestartPolicy(Duration.ofMillis(100), Duration.ofSeconds(5), Duration.ofSeconds(10));

    /** For cameras and microphones: one that is plugged in again is there within a second, however often it was away. */
    public static final RestartPolicy CAPTURE =
            new RestartPolicy(Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofSeconds(2));

    /** For an ingest: at most 15 s apart without end (design §2), first attempt well inside a viewer's buffer. */
    public static final RestartPolicy INGEST =
            new RestartPolicy(Duration.ofMillis(500), Duration.ofSeconds(15), Duration.ofSeconds(20));

    /** Pauses double; past this the shift would overflow long before any ceiling in use. */
    private static final int MOST_DOUBLINGS = 20;

    public RestartPolicy {
        if (first.isNegative() || first.isZero() || ceiling.compareTo(first) < 0 || settled.isNegative()) {
            throw new IllegalArgumentException("pauses must be positive and the ceiling not below the first");
        }
    }

    /**
     * The pause before the next attempt.
     *
     * @param failures failures in a row, at least 1
     * @param dice uniform in [0, 1): half of the pause is jitter
     */
    public Duration pause(int failures, double dice) {
        if (failures < 1 || dice < 0 || dice >= 1) {
            throw new IllegalArgumentException("failures " + failures + ", dice " + dice);
        }
        long full = first.toNanos() << Math.min(failures - 1, MOST_DOUBLINGS);
        long bounded = full < 0 ? ceiling.toNanos() : Math.min(full, ceiling.toNanos());
        return Duration.ofNanos((long) (bounded * (0.5 + 0.5 * dice)));
    }

    /** Failures in a row after a run of this length ended in another one. */
    public int failuresAfter(int failures, Duration ran) {
        return ran.compareTo(settled) >= 0 ? 1 : failures + 1;
    }
}
