package dev.rucksack.encoder.capture;

import dev.rucksack.encoder.ffmpeg.WakingTime;

/** How long a device has given nothing, by looks that come often. While all of us stand still, it is not silent. Pure, not thread-safe. */
final class Quiet {

    private final WakingTime waking;
    private long gaveAt;

    Quiet(long now) {
        waking = new WakingTime(now);
    }

    /**
     * A look is over.
     *
     * @param some whether the device gave anything
     * @return how long it has given nothing, in nanoseconds
     */
    long looked(boolean some, long now) {
        long awake = waking.look(now);
        if (some) {
            gaveAt = awake;
        }
        return awake - gaveAt;
    }
}
