package dev.rucksack.encoder.uplink;

import dev.rucksack.encoder.stream.RestartPolicy;

/**
 * When to try again, and when it is over. Pure: the caller tells the time and throws the dice. Not thread-safe.
 *
 * <p>After a loss at once; while the ingest does not answer every 150 ms for a minute, then each second with jitter, without end.
 * A key is refused after three closes within five seconds of the publish command, but only on an order that never published:
 * later refusals are as transient as anything else, at most 15 s apart.
 */
final class ReconnectLaw {

    /** A connection that publishes so long proves the key: refusals come earlier (design §2). */
    static final long SETTLED_NANOS = 5_000_000_000L;

    private static final int REFUSALS_THAT_END = 3;
    static final long PROBE_NANOS = 150_000_000L; // evidence: interval of the probe behind "0.9 s back on air"
    private static final long PROBING_NANOS = 60_000_000_000L;
    private static final long SLOW_NANOS = 1_000_000_000L;
    private static final long FIRST_REFUSAL_NANOS = 500_000_000L;
    private static final long LONGEST_REFUSAL_NANOS = 15_000_000_000L;

    /** What to do next. */
    record Step(boolean giveUp, long pauseNanos, LossReason told) {}

    private final long probeNanos;
    private boolean everPublished;
    private boolean outage;
    private int failures;
    private int refusals;
    private long lostSince;

    /** @param proven whether the ingest took this key before, in the same order */
    ReconnectLaw(boolean proven) {
        this(PROBE_NANOS, proven);
    }

    /** @param probeNanos between attempts in the first minute: more where each attempt costs a process */
    ReconnectLaw(long probeNanos, boolean proven) {
        this.probeNanos = probeNanos;
        this.everPublished = proven;
    }

    /** The connection has published for {@link #SETTLED_NANOS}: all is well again. */
    void settled() {
        everPublished = true;
        outage = false;
        failures = 0;
        refusals = 0;
    }

    /** @param dice uniform in [0, 1) */
    Step after(LossReason reason, long nowNanos, double dice) {
        if (failures++ == 0) {
            lostSince = nowNanos;
        }
        outage = reason == LossReason.UNREACHABLE || reason == LossReason.STALLED;
        return switch (reason) {
            case REFUSED -> refused(dice);
            case CERTIFICATE, CLOCK, ALREADY_PUBLISHING -> new Step(false, jittered(SLOW_NANOS, dice), reason);
            case PUBLISHER, NO_PUBLISHER ->
                new Step(
                        false,
                        failures == 1
                                ? 0
                                : RestartPolicy.PROCESS
                                        .pause(failures - 1, dice)
                                        .toNanos(),
                        reason);
            case UNREACHABLE, DROPPED, STALLED -> new Step(false, probe(nowNanos, dice), reason);
        };
    }

    /**
     * From the beginning of one attempt to connect to that of the next, while the first may still be answered. Closely only
     * through an outage: where nothing was lost, one attempt is enough, however slow the link.
     */
    long everyNanos(long nowNanos) {
        return outage && nowNanos - lostSince < PROBING_NANOS ? probeNanos : SLOW_NANOS;
    }

    private Step refused(double dice) {
        refusals++;
        if (!everPublished && refusals >= REFUSALS_THAT_END) {
            return new Step(true, 0, LossReason.REFUSED);
        }
        long pause = Math.min(FIRST_REFUSAL_NANOS << Math.min(refusals - 1, 10), LONGEST_REFUSAL_NANOS);
        return new Step(false, (long) (pause * (0.5 + 0.5 * dice)), LossReason.DROPPED);
    }

    private long probe(long nowNanos, double dice) {
        if (failures == 1) {
            return 0;
        }
        return nowNanos - lostSince < PROBING_NANOS ? probeNanos : jittered(SLOW_NANOS, dice);
    }

    private static long jittered(long nanos, double dice) {
        return (long) (nanos * (0.75 + 0.5 * dice));
    }
}
