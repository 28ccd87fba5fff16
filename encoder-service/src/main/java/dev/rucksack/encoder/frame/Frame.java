package dev.rucksack.encoder.frame;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One yuv420p picture in a pooled direct buffer. Counted by references: who takes it from the pool holds one, the last to
 * let go returns it. Content changes only before it is shared.
 */
public final class Frame {

    private final FramePool pool;
    private final ByteBuffer data;
    private final AtomicInteger references = new AtomicInteger();

    Frame(FramePool pool, int bytes) {
        this.pool = pool;
        this.data = ByteBuffer.allocateDirect(bytes);
    }

    Frame begin() {
        references.set(1);
        data.clear();
        return this;
    }

    /** The buffer to fill, before the frame is shared. */
    public ByteBuffer target() {
        return data;
    }

    /** The whole picture to read: planes Y, U, V without padding. */
    public ByteBuffer view() {
        return data.asReadOnlyBuffer().clear();
    }

    public PictureSize size() {
        return pool.size();
    }

    /** One holder more. */
    public Frame retain() {
        if (references.getAndIncrement() <= 0) {
            throw new IllegalStateException("a released frame cannot be kept");
        }
        return this;
    }

    /** One holder less. */
    public void release() {
        int left = references.decrementAndGet();
        if (left == 0) {
            pool.giveBack(this);
        } else if (left < 0) {
            throw new IllegalStateException("frame released more often than kept");
        }
    }

    /** Makes the whole picture one colour. */
    Frame paint(int luma, int chroma) {
        int lumaBytes = size().pixels();
        for (int i = 0; i < data.capacity(); i++) {
            data.put(i, (byte) (i < lumaBytes ? luma : chroma));
        }
        return this;
    }
}
