package dev.rucksack.encoder.frame;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One yuv420p picture in a pooled direct buffer. Counted by references: who takes it from the pool holds one, the last to
 * let go returns it. Content changes only before it is shared.
 */
public final class Frame {

    /** Lent page by page, it is as few pages as can be. */
    private static final int PAGE = 4096;

    private final FramePool pool;
    private final ByteBuffer data;
    private final AtomicInteger references = new AtomicInteger();

    Frame(FramePool pool, int bytes) {
        this.pool = pool;
        ByteBuffer room = ByteBuffer.allocateDirect(bytes + PAGE);
        this.data = room.slice(PAGE - room.alignmentOffset(0, PAGE), bytes);
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

    /** The whole picture for a reader outside of Java: the same object at each call, whose position and limit mean nothing. */
    public ByteBuffer memory() {
        return data;
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

    /** Whether anybody but its first holder has it. */
    boolean lent() {
        return references.get() > 1;
    }

    /** Makes the whole picture one colour. */
    Frame paint(int luma, int chroma) {
        fill(0, size().pixels(), luma);
        fill(size().pixels(), size().pixels() / 2, chroma);
        return this;
    }

    /** In bulk: byte by byte, a cold JVM takes a second for a picture. */
    void fill(int first, int count, int value) {
        byte[] same = new byte[Math.min(count, 4096)];
        Arrays.fill(same, (byte) value);
        for (int done = 0; done < count; done += same.length) {
            data.put(first + done, same, 0, Math.min(same.length, count - done));
        }
    }

    /** Makes it the same picture as another one of its size. */
    void copy(Frame other) {
        data.put(0, other.data, 0, data.capacity());
    }
}
