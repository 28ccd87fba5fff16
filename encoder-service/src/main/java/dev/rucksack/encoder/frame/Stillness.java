package dev.rucksack.encoder.frame;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Tells a camera that shows something from one that sends the same picture for ever: a stick's own "no signal", a frozen
 * sensor. A real picture has noise, so that a few of its bytes differ from the frame before; here all compared bytes are the same,
 * for two seconds. Each frame compares other bytes, so that a small thing that moves is found as well. Cheap: a picture that lives
 * differs at the first bytes. Pure, but for the frame that it keeps. Not thread-safe.
 */
public final class Stillness implements AutoCloseable {

    static final long STILL_NANOS = 2_000_000_000L;

    /** Compared are eight bytes in this many; over two seconds at 25 frames nearly all of a picture's. */
    private static final int STRIDE = 400;

    private @Nullable Frame before;
    private long changedAt;
    private int phase;

    /**
     * @param frame just filled; it is kept until the next one
     * @return whether the picture has stood still for two seconds
     */
    public boolean still(Frame frame, long now) {
        Frame last = before;
        if (last == null || differs(last.target(), frame.target())) {
            changedAt = now;
        }
        before = frame.retain();
        if (last != null) {
            last.release();
        }
        return now - changedAt >= STILL_NANOS;
    }

    private boolean differs(ByteBuffer one, ByteBuffer two) {
        phase = (phase + Long.BYTES) % STRIDE;
        int end = one.capacity() - Long.BYTES;
        for (int at = phase; at <= end; at += STRIDE) {
            if (one.getLong(at) != two.getLong(at)) {
                return true;
            }
        }
        return false;
    }

    /** Lets the last frame go. */
    @Override
    public void close() {
        if (before != null) {
            before.release();
            before = null;
        }
    }
}
