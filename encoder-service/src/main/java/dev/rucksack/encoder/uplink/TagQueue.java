package dev.rucksack.encoder.uplink;

import dev.rucksack.encoder.flv.FlvTag;
import dev.rucksack.encoder.flv.TagKind;
import org.jspecify.annotations.Nullable;

/**
 * What waits for the uplink and what is on its way, in the order of time, bounded in seconds.
 *
 * <p>It begins with the last keyframe before the oldest tag that is not acknowledged, so that a new publisher can start there
 * ({@link #rewind}); a mark separates what the present publisher has been given from what waits. Over its bound it gives up
 * what waits, up to the next keyframe: the tail of a group of pictures, or whole groups, never a single reference frame; the
 * sound of that time goes with it.
 *
 * <p>Counts every video frame exactly once. Thread-safe by its own lock, blocks nobody, has no thread.
 */
final class TagQueue {

    /** A tag waits so long for one of the other track that may belong before it, and no longer. */
    private static final long PATIENCE_NANOS = 250_000_000;

    /** Both tracks begin with the stream's tick 0: nothing belongs before it, so the first picture waits for no sound. */
    private static final long BEGINNING = 0;

    private final long boundMillis;
    private final Window window;
    private final TagRing ring = new TagRing();

    private @Nullable FlvTag videoHeader;
    private @Nullable FlvTag audioHeader;
    private @Nullable FlvTag newestVideoHeader;
    private @Nullable FlvTag newestAudioHeader;
    private long newestVideo = Long.MIN_VALUE;
    private long newestAudio = Long.MIN_VALUE;
    private boolean awaitingKeyframe = true;

    private int mark;
    private long flyingBytes;

    private long encoded;
    private long acknowledged;
    private long dropped;
    private long unheard;
    private long resent;
    private long queuedFrames;
    private long flyingFrames;

    /** @param boundMillis so much media time may wait */
    TagQueue(long boundMillis, Window window) {
        this.boundMillis = boundMillis;
        this.window = window;
    }

    /** Takes a tag of either track. */
    synchronized void offer(FlvTag tag, long nowNanos) {
        if (tag.sequenceHeader()) {
            offerHeader(tag, nowNanos);
        } else if (tag.kind() == TagKind.AUDIO) {
            if (tag.timestampMillis() > newestAudio) {
                newestAudio = tag.timestampMillis();
                insert(tag, nowNanos);
            }
        } else if (tag.videoFrame()) {
            offerFrame(tag, nowNanos);
        }
        enforceBound();
    }

    private void offerHeader(FlvTag tag, long nowNanos) {
        boolean video = tag.kind() == TagKind.VIDEO;
        FlvTag newest = video ? newestVideoHeader : newestAudioHeader;
        if (newest != null && newest.samePayload(tag)) {
            return;
        }
        if (newest == null) {
            setHeader(tag);
        } else {
            insert(tag, nowNanos);
            newest.release();
        }
        tag.retain();
        if (video) {
            newestVideoHeader = tag;
        } else {
            newestAudioHeader = tag;
        }
    }

    private void offerFrame(FlvTag tag, long nowNanos) {
        encoded++;
        boolean late = tag.timestampMillis() <= newestVideo;
        if (late || awaitingKeyframe && !tag.keyframe()) {
            dropped++;
            awaitingKeyframe = true;
            return;
        }
        awaitingKeyframe = false;
        newestVideo = tag.timestampMillis();
        queuedFrames++;
        insert(tag, nowNanos);
    }

    private void insert(FlvTag tag, long nowNanos) {
        ring.insert(tag, nowNanos, mark);
        window.offered(tag.timestampMillis(), tag.size());
    }

    /** Whether there is enough for a publisher to start with: a keyframe and its header, and sound if there is any. */
    synchronized boolean startable(long nowNanos) {
        if (videoHeader == null) {
            return false;
        }
        int keyframe = ring.nextKeyframe(0);
        return keyframe < ring.size()
                && (audioHeader != null || nowNanos - ring.at(keyframe).arrivedNanos > 4 * PATIENCE_NANOS);
    }

    /** The header in force where the queue begins, with a reference for the caller; null if there is no such track. */
    synchronized @Nullable FlvTag header(TagKind kind) {
        FlvTag header = kind == TagKind.VIDEO ? videoHeader : audioHeader;
        return header == null ? null : header.retain();
    }

    /** Begins anew for a new publisher: at the keyframe where the queue begins, with what is not acknowledged waiting again. */
    synchronized void rewind() {
        for (int i = 0; i < mark; i++) {
            QueuedTag place = ring.at(i);
            if (place.flying && place.frame && !place.settled) {
                flyingFrames--;
                queuedFrames++;
            }
            place.flying = false;
        }
        flyingBytes = 0;
        mark = 0;
        enforceBound();
        beginAtKeyframe();
    }

    /**
     * The next tag for the publisher, if the window is open and its turn has come, with a reference for the caller.
     *
     * @return null if there is nothing to send now
     */
    synchronized @Nullable FlvTag release(long nowNanos) {
        if (mark == 0) {
            beginAtKeyframe();
        }
        if (mark == 0 && ring.size() > 0 && !ring.at(0).keyframe || !nextMayGo(nowNanos)) {
            return null;
        }
        QueuedTag place = ring.at(mark);
        mark++;
        if (place.frame) {
            if (place.released) {
                resent++;
            }
            if (!place.settled) {
                queuedFrames--;
                flyingFrames++;
            }
        }
        place.released = true;
        place.releasedNanos = nowNanos;
        if (!place.header) {
            place.flying = true;
            flyingBytes += place.bytes;
        }
        return place.tag().retain();
    }

    /** Whether {@link #release} has something now: who gives tags need not be woken for each that comes. */
    synchronized boolean ready(long nowNanos) {
        return mark == 0 ? ring.nextKeyframe(0) < ring.size() : nextMayGo(nowNanos);
    }

    private boolean nextMayGo(long nowNanos) {
        if (mark >= ring.size() || !window.open(flyingBytes, flyingMillis())) {
            return false;
        }
        QueuedTag place = ring.at(mark);
        boolean inOrder = place.millis <= Math.max(BEGINNING, place.video ? newestAudio : newestVideo);
        return inOrder || nowNanos - place.arrivedNanos >= PATIENCE_NANOS;
    }

    /**
     * The ingest has the tag of exactly this time, and with it all of this track that went by before. Frames before it that never went by were lost in the publisher
     * and count as dropped.
     */
    synchronized void acknowledge(TagKind kind, long millis) {
        boolean video = kind == TagKind.VIDEO;
        for (int i = 0; i < mark; i++) {
            QueuedTag place = ring.at(i);
            if (place.flying && place.video == video && place.millis <= millis) {
                place.flying = false;
                flyingBytes -= place.bytes;
                if (place.frame && !place.settled) {
                    flyingFrames--;
                    if (place.millis == millis) {
                        acknowledged++;
                    } else {
                        dropped++;
                    }
                }
                place.settled = true;
            }
        }
        forgetSettled();
    }

    /**
     * The ingest has everything that was released before this moment: for protocols that do not tell more.
     *
     * @return whether a video frame was among it
     */
    synchronized boolean acknowledgeReleasedBefore(long nanos) {
        boolean frames = false;
        for (int i = 0; i < mark; i++) {
            QueuedTag place = ring.at(i);
            if (place.flying && place.releasedNanos - nanos < 0) {
                place.flying = false;
                flyingBytes -= place.bytes;
                frames |= place.frame;
                if (place.frame && !place.settled) {
                    flyingFrames--;
                    acknowledged++;
                }
                place.settled = true;
            }
        }
        forgetSettled();
        return frames;
    }

    /** The session's end: what is not acknowledged counts as dropped, and nothing is kept. */
    synchronized void settle() {
        for (int i = 0; i < ring.size(); i++) {
            if (ring.at(i).frame && !ring.at(i).settled) {
                drop(ring.at(i));
            }
        }
        queuedFrames = 0;
        flyingFrames = 0;
        flyingBytes = 0;
        mark = 0;
        ring.removeFirst(ring.size());
        releaseAll(videoHeader, audioHeader, newestVideoHeader, newestAudioHeader);
        videoHeader = null;
        audioHeader = null;
        newestVideoHeader = null;
        newestAudioHeader = null;
        newestVideo = Long.MIN_VALUE;
        newestAudio = Long.MIN_VALUE;
        awaitingKeyframe = true;
        window.clear();
    }

    /** Nothing waits any more: everything was given to the publisher. */
    synchronized boolean allReleased() {
        return mark >= ring.size();
    }

    /** Nothing waits and everything is acknowledged, or nothing could ever be sent. */
    synchronized boolean allAcknowledged() {
        return mark >= ring.size() && flyingBytes == 0 || queuedFrames + flyingFrames == 0 && mark == 0;
    }

    synchronized long flyingBytes() {
        return flyingBytes;
    }

    synchronized UplinkBooks books() {
        return new UplinkBooks(encoded, acknowledged, dropped, unheard, resent, queuedFrames, flyingFrames);
    }

    /** Media time between the newest tag and the oldest that is not acknowledged, in milliseconds. */
    synchronized long backlogMillis() {
        for (int i = 0; i < ring.size(); i++) {
            if (!ring.at(i).settled) {
                return Math.max(newestVideo, newestAudio) - ring.at(i).millis;
            }
        }
        return 0;
    }

    synchronized double offeredBytesPerSecond() {
        return window.bytesPerSecond();
    }

    /** The protocol itself holds media back for so long before it can be acknowledged. */
    synchronized void lag(double seconds) {
        window.lag(seconds);
    }

    synchronized void roundTrip(double seconds) {
        window.roundTrip(seconds);
    }

    private long flyingMillis() {
        for (int i = 0; i < mark; i++) {
            if (ring.at(i).flying) {
                return ring.at(mark - 1).millis - ring.at(i).millis;
            }
        }
        return 0;
    }

    private void enforceBound() {
        while (mark < ring.size() && Math.max(newestVideo, newestAudio) - ring.at(mark).millis > boundMillis) {
            if (ring.framesFrom(mark) == 0) {
                giveUp(mark + 1); // sound alone: nothing depends on it
            } else {
                int next = ring.nextKeyframe(mark + 1);
                awaitingKeyframe |= next == ring.size();
                giveUp(next);
            }
        }
    }

    /** Gives up what waits from the mark to {@code end}. Headers among it stay in force for what follows. */
    private void giveUp(int end) {
        if (mark == 0) {
            takeHeaders(end);
        }
        for (int i = end - 1; i >= mark; i--) {
            QueuedTag place = ring.at(i);
            if (place.header && mark > 0) {
                place.millis = Math.max(newestVideo, newestAudio);
                continue;
            }
            if (place.frame && !place.settled) {
                queuedFrames--;
                drop(place);
            }
            ring.remove(i);
        }
    }

    private void drop(QueuedTag frame) {
        dropped++;
        if (frame.released) {
            unheard++;
        }
    }

    /** Takes away what precedes the first keyframe: a header becomes the one in force, sound has no picture to go with. */
    private void beginAtKeyframe() {
        int keyframe = ring.nextKeyframe(0);
        if (keyframe == ring.size()) {
            return;
        }
        takeHeaders(keyframe);
        ring.removeFirst(keyframe);
    }

    private void forgetSettled() {
        int oldest = 0;
        while (oldest < mark && ring.at(oldest).settled) {
            oldest++;
        }
        int keyframe = ring.lastKeyframe(Math.min(oldest, ring.size() - 1));
        if (keyframe > 0) {
            takeHeaders(keyframe);
            ring.removeFirst(keyframe);
            mark -= keyframe;
        }
    }

    private void takeHeaders(int before) {
        for (int i = 0; i < before; i++) {
            if (ring.at(i).header) {
                setHeader(ring.at(i).tag());
            }
        }
    }

    private void setHeader(FlvTag tag) {
        tag.retain();
        if (tag.kind() == TagKind.VIDEO) {
            releaseAll(videoHeader);
            videoHeader = tag;
        } else {
            releaseAll(audioHeader);
            audioHeader = tag;
        }
    }

    private static void releaseAll(@Nullable FlvTag... tags) {
        for (FlvTag tag : tags) {
            if (tag != null) {
                tag.release();
            }
        }
    }
}
