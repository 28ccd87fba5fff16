package dev.rucksack.encoder.broadcast;

import java.util.Arrays;

/**
 * Whether the encoder keeps up: it does not while more than one frame in fifty was lost in it over ten seconds. What is lost
 * because it ended and was started again is no slowness, and is told of otherwise. Pure; asked each second.
 */
final class Slowness {

    private static final int TOLERATED = 50;

    /** The first frames of a start may find no encoder yet. */
    private static final int FEW = 5;

    /** Ten and the newest, which is not judged yet: that the encoder was started again may be known only after what it cost. */
    private static final int SECONDS = 11;

    private final long[] ticks = new long[SECONDS];
    private final long[] lost = new long[SECONDS];
    private int newest;
    private long ticksBefore;
    private long lostBefore;
    private long restartsBefore;
    private boolean beginsAnew;

    /** Another encoder begins: what was lost until now is none of its. */
    void begin() {
        Arrays.fill(lost, 0);
        beginsAnew = true;
    }

    /** @param restarts how often the encoder was started again */
    boolean slow(Books books, long restarts) {
        boolean restarted = restarts != restartsBefore;
        if (restarted) {
            lost[newest] = 0;
        }
        newest = (newest + 1) % SECONDS;
        ticks[newest] = books.ticks() - ticksBefore;
        lost[newest] = restarted || beginsAnew ? 0 : books.droppedEncode() - lostBefore;
        beginsAnew = restarted;
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
