package dev.rucksack.encoder.ffmpeg;

import java.io.IOException;
import java.time.Duration;

/** The wait for a child that is to connect to us. */
final class Connecting {

    private final Child child;
    private final long end;

    Connecting(Child child, Duration patience) {
        this.child = child;
        this.end = System.nanoTime() + patience.toNanos();
    }

    /**
     * To be called between one look and the next.
     *
     * @throws IOException if it ended, took too long, or nobody wants to wait any more
     */
    void goesOn() throws IOException {
        if (!child.isAlive()) {
            throw new IOException(child.name() + " ended before it connected");
        }
        if (System.nanoTime() - end > 0) {
            throw new IOException(child.name() + " did not connect");
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new IOException("interrupted");
        }
    }
}
