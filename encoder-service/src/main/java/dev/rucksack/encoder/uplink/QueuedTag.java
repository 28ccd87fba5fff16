package dev.rucksack.encoder.uplink;

import dev.rucksack.encoder.flv.FlvTag;
import dev.rucksack.encoder.flv.TagKind;
import org.jspecify.annotations.Nullable;

/** A place in the queue, used again and again. */
final class QueuedTag {

    private @Nullable FlvTag tag;
    long millis;
    long arrivedNanos;
    long releasedNanos;
    boolean video;
    boolean frame;
    boolean keyframe;
    boolean header;
    int bytes;

    /** Given to a publisher at least once. */
    boolean released;

    /** Given to the present publisher and not acknowledged: part of the window. */
    boolean flying;

    /** Its fate is in the books: acknowledged or dropped. It may stay, so that a new publisher can begin before it. */
    boolean settled;

    void hold(FlvTag newTag, long nowNanos) {
        tag = newTag.retain();
        millis = newTag.timestampMillis();
        arrivedNanos = nowNanos;
        video = newTag.kind() == TagKind.VIDEO;
        frame = newTag.videoFrame();
        keyframe = newTag.keyframe();
        header = newTag.sequenceHeader();
        bytes = newTag.size();
        released = false;
        flying = false;
        settled = header;
    }

    FlvTag tag() {
        FlvTag held = tag;
        if (held == null) {
            throw new IllegalStateException("an empty place has no tag");
        }
        return held;
    }

    void letGo() {
        tag().release();
        tag = null;
    }
}
