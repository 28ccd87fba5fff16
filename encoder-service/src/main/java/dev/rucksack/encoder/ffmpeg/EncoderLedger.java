package dev.rucksack.encoder.ffmpeg;

/**
 * Which tick each frame inside an encoder belongs to. ffmpeg numbers the raw frames it reads from 0; a tag names its frame
 * by timestamp, and so its tick, even where frames or tags are missing. Pure, not thread-safe.
 */
final class EncoderLedger {

    private long[] ticks = new long[256];
    private long[] fedAt = new long[256];
    private long first;
    private int size;

    /** The next frame goes in. */
    void fed(long tick, long now) {
        if (size == ticks.length) {
            grow();
        }
        int place = place(first + size);
        ticks[place] = tick;
        fedAt[place] = now;
        size++;
    }

    /** How many frames before this one went in and never came out: lost. Forgets them. */
    long skipTo(long frame) {
        long lost = Math.max(0, Math.min(frame - first, size));
        first += lost;
        size -= (int) lost;
        return lost;
    }

    /** The tick of the frame that comes out, or −1 if no such frame is inside. Call {@link #skipTo} before. */
    long out(long frame) {
        if (size == 0 || frame != first) {
            return -1;
        }
        long tick = ticks[place(first)];
        first++;
        size--;
        return tick;
    }

    /** The tick of the oldest frame inside, or −1. */
    long peek() {
        return size == 0 ? -1 : ticks[place(first)];
    }

    int inside() {
        return size;
    }

    /** How long the oldest frame has been inside, in nanoseconds. */
    long oldestAge(long now) {
        return size == 0 ? 0 : now - fedAt[place(first)];
    }

    private int place(long frame) {
        return (int) (frame % ticks.length);
    }

    private void grow() {
        long[] moreTicks = new long[ticks.length * 2];
        long[] moreFedAt = new long[ticks.length * 2];
        for (long frame = first; frame < first + size; frame++) {
            int to = (int) (frame % moreTicks.length);
            moreTicks[to] = ticks[place(frame)];
            moreFedAt[to] = fedAt[place(frame)];
        }
        ticks = moreTicks;
        fedAt = moreFedAt;
    }
}
