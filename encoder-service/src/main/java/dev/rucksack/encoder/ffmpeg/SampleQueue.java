package dev.rucksack.encoder.ffmpeg;

import dev.rucksack.encoder.sound.SampleSink;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Three seconds' room between the sound's clock and the audio encoder's writer: when all of us have stood still for two, that sound comes at
 * once. Samples must follow each other without a gap: one
 * that does not fit, or a full queue, ends the queue, and so the encoder, for its time would be wrong from there on.
 */
final class SampleQueue {

    private static final int BYTES = 3 * SampleSink.RATE * SampleSink.FRAME_BYTES;

    private static final byte[] SILENCE = new byte[RawSound.PIECE_BYTES];

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
        boolean enough = size >= RawSound.PIECE_BYTES;
        size += samples.remaining();
        int tail = (head + size - samples.remaining()) % BYTES;
        while (samples.hasRemaining()) {
            int run = Math.min(samples.remaining(), BYTES - tail);
            ring.put(tail, samples, samples.position(), run);
            samples.position(samples.position() + run);
            tail = (tail + run) % BYTES;
        }
        if (!enough && size >= RawSound.PIECE_BYTES) {
            notifyAll();
        }
    }

    /** Whole pieces to write before the next call, the very last one filled up with silence; null when finished or closed. */
    synchronized @Nullable ByteBuffer take() throws InterruptedException {
        while (size < RawSound.PIECE_BYTES && !closed && !finishing) {
            wait();
        }
        if (size == 0 || closed) {
            return null;
        }
        lent.clear();
        do {
            takePiece();
        } while (size >= RawSound.PIECE_BYTES && lent.remaining() >= RawSound.PIECE_BYTES);
        return lent.flip();
    }

    private void takePiece() {
        int left = Math.min(size, RawSound.PIECE_BYTES);
        int silence = RawSound.PIECE_BYTES - left;
        while (left > 0) {
            int run = Math.min(left, BYTES - head);
            lent.put(lent.position(), ring, head, run);
            lent.position(lent.position() + run);
            head = (head + run) % BYTES;
            size -= run;
            left -= run;
        }
        lent.put(SILENCE, 0, silence);
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
