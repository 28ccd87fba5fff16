package dev.rucksack.encoder.broadcast;

import java.util.Arrays;

/**
 * Whether the encoder keeps up: it does not while more than one frame in fifty was lost in it over ten seconds. What is lost
 * because it ended and was started again is no slowness, and is told of otherwise; nor is what was lost while all of us stood still,
 * a collector of garbage or a card that does not answer. Pure; asked each second.
 */
final class Slowness {

    private static final int TOLERATED = 50;

    /** Never said of these, in however short a time. */
    private static final int FEW = 5;

    private static final int START_SECONDS = 2;

    /** Who is asked that late stood still meanwhile; what it cost shows now or with the next second. */
    private static final long LATE_NANOS = 1_500_000_000L;

    private static final int LATE_SECONDS = 2;

    /** Ten and the newest, which is not judged yet: that the encoder was started again may be known only after what it cost. */
    private static final int SECONDS = 11;

    private final long[] ticks = new long[SECONDS];
    private final long[] lost = new long[SECONDS];
    private int newest;
    private long ticksBefore;
    private long lostBefore;
    private long restartsBefore;
    private long askedAt;
    private int forgiven;

    Slowness(long now) {
        askedAt = now;
    }

    /** Another encoder begins: what was lost until now is none of its, nor what finds it not there yet. */
    void begin() {
        Arrays.fill(lost, 0);
        forgiven = START_SECONDS;
    }

    /** @param restarts how often the encoder was started again */
    boolean slow(Books books, long restarts, long now) {
        if (restarts != restartsBefore) {
            begin();
        }
        if (now - askedAt > LATE_NANOS) {
            forgiven = Math.max(forgiven, LATE_SECONDS);
        }
        askedAt = now;
        newest = (newest + 1) % SECONDS;
        ticks[newest] = books.ticks() - ticksBefore;
        lost[newest] = forgiven > 0 ? 0 : books.droppedEncode() - lostBefore;
        forgiven = Math.max(0, forgiven - 1);
        ticksBefore = books.ticks();
        lostBefore = books.droppedEncode();
        restartsBefore = restarts;
        return tooMuch();
    }

    private boolean tooMuch() {
        long allTicks = 0;
        long allLost = 0;
        for (int second = 0; second < SECONDS; second++) {
            if (second != newest) {
                allTicks += ticks[second];
                allLost += lost[second];
            }
        }
        return allLost > FEW && allLost * TOLERATED > allTicks;
    }
}
