package dev.rucksack.encoder.recording;

import dev.rucksack.encoder.flv.FlvTag;
import dev.rucksack.encoder.flv.TagKind;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Between the encoders, which never wait, and a disk that may be slow. Over its bound it loses the rest of the group of
 * pictures, with its sound, until half of it is free again: what is recorded can be decoded. Thread-safe.
 */
final class RecorderQueue {

    /** So much of the bound is too much to wait with. */
    private static final int HASTE = 8;

    private final long boundBytes;
    private final ArrayDeque<FlvTag> tags = new ArrayDeque<>(1024);
    private long bytes;
    private long lostFrames;
    private boolean skipping;
    private boolean closed;

    RecorderQueue(long boundBytes) {
        this.boundBytes = boundBytes;
    }

    /** Keeps the tag, or counts it as lost. */
    synchronized void offer(FlvTag tag) {
        if (closed || tag.kind() == TagKind.SCRIPT) {
            return;
        }
        if (skipping && tag.keyframe() && bytes < boundBytes / 2) {
            skipping = false;
        }
        if (!tag.sequenceHeader() && (skipping || bytes + tag.size() > boundBytes)) {
            skipping = true;
            lostFrames += tag.videoFrame() ? 1 : 0;
            return;
        }
        tags.addLast(tag.retain());
        bytes += tag.size();
        if (bytes > boundBytes / HASTE) {
            notifyAll();
        }
    }

    /**
     * The next tag, with its reference, or null if there is none within that time, or none any more. Once empty, it may take that
     * time although one has come: the disk's thread wakes for many at once instead of for each.
     */
    synchronized @Nullable FlvTag take(long patienceNanos) throws InterruptedException {
        long end = System.nanoTime() + patienceNanos;
        for (long left = patienceNanos; tags.isEmpty() && !closed && left > 0; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        FlvTag tag = tags.pollFirst();
        if (tag != null) {
            bytes -= tag.size();
        }
        return tag;
    }

    /** Takes no more; what is in it can still be taken. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** Nothing is in it, and nothing comes. */
    synchronized boolean over() {
        return closed && tags.isEmpty();
    }

    /** Whether it is losing frames now. */
    synchronized boolean skipping() {
        return skipping;
    }

    synchronized long lostFrames() {
        return lostFrames;
    }
}
