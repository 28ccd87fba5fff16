package dev.rucksack.control.bonding.speedify;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Pauses of 1, 2, 4 … 30 s with up to a fifth of jitter; a minute of good running starts again at 1. */
final class Backoff {

    private static final long FIRST_MILLIS = 1_000;
    private static final long LONGEST_MILLIS = 30_000;
    private static final Duration GOOD = Duration.ofSeconds(60);

    private final RandomGenerator random;
    private long nextMillis = FIRST_MILLIS;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** The pause before the next try, after one that ran this long. */
    Duration after(Duration running) {
        if (running.compareTo(GOOD) >= 0) {
            nextMillis = FIRST_MILLIS;
        }
        long pause = nextMillis;
        nextMillis = Math.min(LONGEST_MILLIS, nextMillis * 2);
        return Duration.ofMillis(pause + random.nextLong(pause / 5 + 1));
    }
}
