package dev.rucksack.encoder.ffmpeg;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;

/**
 * Where a child reads raw data from us. Closed, its name is gone, and what is connected stays.
 *
 * @param <W> what writes into it
 */
interface Inlet<W extends Closeable> extends Closeable {

    /** What ffmpeg takes for it. */
    String url();

    /**
     * Waits until the child has opened it.
     *
     * @throws IOException if it ends before, or takes longer than {@code patience}
     */
    W accept(Child child, Duration patience) throws IOException;
}
