package dev.rucksack.encoder.ffmpeg;

import dev.rucksack.encoder.frame.Frame;
import org.jspecify.annotations.Nullable;

/** Two frames' room between the clock and an encoder's writer. Whoever offers never waits. */
final class Mailbox {

    private static final int ROOM = 2;

    private final @Nullable Frame[] frames = new Frame[ROOM];
    private final long[] ticks = new long[ROOM];
    private int head;
    private int size;
    private boolean closed;
    private boolean finishing;
    private long takenTick;

    /** False if it is full or closed. Retains the frame otherwise. */
    synchronized boolean offer(long tick, Frame frame) {
        if (closed || finishing || size == ROOM) {
            return false;
        }
        int place = (head + size) % ROOM;
        frames[place] = frame.retain();
        ticks[place] = tick;
        size++;
        notifyAll();
        return true;
    }

    /** The next frame, now the caller's to release, with its tick in {@link #takenTick}; null when finished or closed. */
    synchronized @Nullable Frame take() throws InterruptedException {
        while (size == 0 && !closed && !finishing) {
            wait();
        }
        if (size == 0 || closed) {
            return null;
        }
        Frame frame = frames[head];
        takenTick = ticks[head];
        frames[head] = null;
        head = (head + 1) % ROOM;
        size--;
        return frame;
    }

    synchronized long takenTick() {
        return takenTick;
    }

    /** Takes no more; what is inside may still be taken. */
    synchronized void finish() {
        finishing = true;
        notifyAll();
    }

    /** Takes no more and lets go what is inside; returns how many that were. Again: 0. */
    synchronized int close() {
        closed = true;
        int left = size;
        while (size > 0) {
            Frame frame = frames[head];
            frames[head] = null;
            head = (head + 1) % ROOM;
            size--;
            if (frame != null) {
                frame.release();
            }
        }
        notifyAll();
        return left;
    }
}
