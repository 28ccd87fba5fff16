package dev.rucksack.encoder.flv;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * Buffers for tags, in classes of doubling size. Idle buffers are kept up to a bound and handed out again, so that a steady
 * stream allocates nothing; beyond the bound they are left to the garbage collector. Thread-safe.
 */
public final class TagPool {

    private static final int SMALLEST_SHIFT = 8;
    private static final int LARGEST_SHIFT = 20;
    private static final int PREALLOCATED_SLOTS = 64;

    private final int maxIdleBytes;
    private final ArrayDeque<FlvTag>[] idle;
    private int idleBytes;
    private long lentBytes;
    private long allocations;

    /**
     * @param maxIdleBytes how much memory is kept for later, in bytes; a stream needs about what its queue holds
     */
    @SuppressWarnings({"unchecked", "rawtypes"})
    public TagPool(int maxIdleBytes) {
        this.maxIdleBytes = maxIdleBytes;
        idle = new ArrayDeque[LARGEST_SHIFT - SMALLEST_SHIFT + 1];
        for (int i = 0; i < idle.length; i++) {
            idle[i] = new ArrayDeque<>(PREALLOCATED_SLOTS);
        }
    }

    /**
     * A tag with room for its payload. The caller holds the one reference.
     *
     * @param payloadSize bytes, at most what 24 bits can say
     */
    FlvTag take(TagKind kind, int payloadSize) {
        if (payloadSize < 0 || payloadSize > FlvTag.MAX_PAYLOAD_BYTES) {
            throw new IllegalArgumentException("no FLV tag holds " + payloadSize + " bytes");
        }
        int needed = FlvTag.HEADER_BYTES + payloadSize + FlvTag.TRAILER_BYTES;
        return lend(needed).begin(kind, payloadSize);
    }

    /** A tag made from bytes at hand: for tests and for headers made by hand. The caller holds the one reference. */
    public FlvTag tag(TagKind kind, long timestampMillis, byte[] payload) {
        FlvTag tag = take(kind, payload.length);
        tag.fill(0, ByteBuffer.wrap(payload));
        tag.restamp(timestampMillis);
        return tag;
    }

    /** The same tag at another time. The caller holds the one reference. */
    public FlvTag copy(FlvTag tag, long timestampMillis) {
        FlvTag copy = take(tag.kind(), tag.payloadSize());
        copy.fillFrom(tag);
        copy.restamp(timestampMillis);
        return copy;
    }

    private synchronized FlvTag lend(int needed) {
        int sizeClass = classOf(needed);
        FlvTag tag = sizeClass < idle.length ? idle[sizeClass].pollFirst() : null;
        if (tag == null) {
            allocations++;
            tag = new FlvTag(this, sizeClass < idle.length ? 1 << sizeClass + SMALLEST_SHIFT : needed);
        } else {
            idleBytes -= tag.capacity();
        }
        lentBytes += tag.capacity();
        return tag;
    }

    synchronized void giveBack(FlvTag tag) {
        lentBytes -= tag.capacity();
        int sizeClass = classOf(tag.capacity());
        if (sizeClass < idle.length && idleBytes + tag.capacity() <= maxIdleBytes) {
            idle[sizeClass].addFirst(tag);
            idleBytes += tag.capacity();
        }
    }

    /** Memory in tags that somebody holds, in bytes. 0 after everything was released. */
    public synchronized long lentBytes() {
        return lentBytes;
    }

    /** How often memory had to be allocated since the start: stands still in a steady stream. */
    public synchronized long allocations() {
        return allocations;
    }

    private static int classOf(int bytes) {
        int shift = Integer.SIZE - Integer.numberOfLeadingZeros(bytes - 1);
        return Math.max(shift, SMALLEST_SHIFT) - SMALLEST_SHIFT;
    }
}
