package dev.rucksack.encoder.frame;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All frames of one size, allocated at the start and never again. Thread-safe. */
public final class FramePool {

    /**
     * One being filled, the latest, one that the next is compared with, a mailbox of two, one being written and one still being read
     * for each of two encoders, one lent to whoever makes a preview.
     */
    public static final int ENOUGH = 12;

    private static final Logger log = LoggerFactory.getLogger(FramePool.class);

    private final PictureSize size;
    private final ArrayDeque<Frame> free;

    public FramePool(PictureSize size) {
        this(size, ENOUGH);
    }

    public FramePool(PictureSize size, int frames) {
        this.size = size;
        this.free = new ArrayDeque<>(frames);
        for (int i = 0; i < frames; i++) {
            free.add(new Frame(this, size.frameBytes()));
        }
        if (frames > 0) {
            log.info("Frame pool: {} frames of {}, {} MB", frames, size, (long) frames * size.frameBytes() / 1_000_000);
        }
    }

    public PictureSize size() {
        return size;
    }

    /** A frame to fill, or null if all are in use. The caller holds its one reference. */
    public synchronized @Nullable Frame take() {
        Frame frame = free.pollFirst();
        return frame == null ? null : frame.begin();
    }

    /** How many are in nobody's hands. */
    public synchronized int free() {
        return free.size();
    }

    synchronized void giveBack(Frame frame) {
        free.addFirst(frame);
    }
}
