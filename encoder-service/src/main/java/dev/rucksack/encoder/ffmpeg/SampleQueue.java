package dev.rucksack.encoder.ffmpeg;

import dev.rucksack.encoder.sound.SampleSink;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Two seconds' room between the sound's clock and the audio encoder's writer. Samples must follow each other without a gap: one
 * that does not fit, or a full queue, ends the queue, and so the encoder, for its time would be wrong from there on.
 */
final class SampleQueue {

    private static final int BYTES = 2 * SampleSink.RATE * SampleSink.FRAME_BYTES;

    private final ByteBuffer ring = ByteBuffer.allocateDirect(BYTES);
    private final ByteBuffer lent = ByteBuffer.allocateDirect(16 * 1024);
    private int head;
    private int size;
    private long origin = -1;
    private long next;
    private boolean open;
    private boolean finishing;
    private boolean closed;

    synchronized void open() {
        open = true;
    }

    /** @param first number of the first of these samples in the stream */
    synchronized void add(long first, ByteBuffer samples) {
        if (!open || closed || finishing) {
            return;
        }
        if (origin < 0) {
            origin = first;
            next = first;
        }
        if (first != next || samples.remaining() > BYTES - size) {
            closed = true;
            notifyAll();
            return;
        }
        next += samples.remaining() / SampleSink.FRAME_BYTES;
        size += samples.remaining();
        int tail = (head + size - samples.remaining()) % BYTES;
        while (samples.hasRemaining()) {
            int run = Math.min(samples.remaining(), BYTES - tail);
            ring.put(tail, samples, samples.position(), run);
            samples.position(samples.position() + run);
            tail = (tail + run) % BYTES;
        }
        notifyAll();
    }

    /** Some bytes to write before the next call; null when finished or closed. */
    synchronized @Nullable ByteBuffer take() throws InterruptedException {
        while (size == 0 && !closed && !finishing) {
            wait();
        }
        if (size == 0 || closed) {
            return null;
        }
        lent.clear();
        while (size > 0 && lent.hasRemaining()) {
            int run = Math.min(Math.min(size, lent.remaining()), BYTES - head);
            lent.put(lent.position(), ring, head, run);
            lent.position(lent.position() + run);
            head = (head + run) % BYTES;
            size -= run;
        }
        return lent.flip();
    }

    /** Number of the first sample in the stream. */
    synchronized long origin() {
        return Math.max(0, origin);
    }

    synchronized void finish() {
        finishing = true;
        notifyAll();
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
