package dev.rucksack.encoder.recording;

import dev.rucksack.encoder.flv.FlvTag;
import dev.rucksack.encoder.flv.TagKind;
import dev.rucksack.encoder.flv.TagSink;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One recording, from its first keyframe to {@link #close()}. It takes tags from the encoders' threads and never keeps them
 * waiting; its own thread writes. Each part begins with the sequence headers and a keyframe; times go on from part to part.
 * A disk that fails loses recording, counted, and is tried again.
 */
public final class Recorder implements TagSink, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Recorder.class);
    private static final long SYNC_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long LOOK_NANOS = Duration.ofMillis(100).toNanos();

    /** Sound that is not there within so much media time is not waited for. */
    private static final long SOUND_PATIENCE_MILLIS = 2000;

    private static final int MOST_HELD = 1024;
    private static final long PATIENCE_MILLIS = 10_000;

    private final Recordings recordings;
    private final String session;
    private final long partMillis;
    private final long pauseNanos;
    private final RecorderQueue queue;
    private final Thread thread;

    private final List<FlvTag> held = new ArrayList<>();
    private @Nullable FlvTag videoHeader;
    private @Nullable FlvTag audioHeader;
    private @Nullable PartWriter part;
    private int number;
    private long partBegan;
    private boolean videoChanged;
    private boolean audioChanged;
    private boolean slow;
    private long syncedNanos;
    private long flushedNanos;
    private long retryNanos;

    Recorder(Recordings recordings, String session, Recordings.Limits limits) {
        this.recordings = recordings;
        this.session = session;
        this.partMillis = limits.part().toMillis();
        this.pauseNanos = limits.pause().toNanos();
        this.queue = new RecorderQueue(limits.queueBytes());
        this.retryNanos = recordings.now();
        this.thread = new Thread(this::run, "recorder");
        thread.setDaemon(true);
        thread.start();
    }

    public String session() {
        return session;
    }

    @Override
    public void tag(FlvTag tag) {
        queue.offer(tag);
    }

    /** Frames that did not fit between encoder and disk. */
    long crowdedOut() {
        return queue.lostFrames();
    }

    /** Writes what it was given and ends the last part. Takes as long as the disk, at most some seconds. */
    @Override
    public void close() {
        queue.close();
        try {
            thread.join(PATIENCE_MILLIS);
            if (thread.isAlive()) {
                log.warn("The disk does not take the end of the recording");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!queue.over()) {
                FlvTag tag = queue.take(LOOK_NANOS);
                if (tag != null) {
                    try {
                        accept(tag);
                    } finally {
                        tag.release();
                    }
                }
                keepUp();
            }
            hold(null);
            endPart();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            log.error("The recorder has a defect and stays down", e);
        } finally {
            letGo();
            recordings.ended(this);
        }
    }

    private void accept(FlvTag tag) {
        if (tag.sequenceHeader()) {
            header(tag);
            return;
        }
        PartWriter present = part;
        if (present != null && tag.keyframe() && due(tag)) {
            endPart();
            present = null;
        }
        if (present == null) {
            hold(tag);
        } else if (tag.kind() == TagKind.VIDEO ? videoChanged : audioChanged) {
            // Of another kind than the headers of this part; the next one begins at the next keyframe.
            recordings.lost(tag.videoFrame() ? 1 : 0);
        } else {
            write(present, tag);
        }
    }

    private boolean due(FlvTag keyframe) {
        return videoChanged
                || audioChanged
                || recordings.full()
                || keyframe.timestampMillis() - partBegan >= partMillis;
    }

    private void header(FlvTag tag) {
        boolean video = tag.kind() == TagKind.VIDEO;
        FlvTag present = video ? videoHeader : audioHeader;
        if (present != null && present.samePayload(tag)) {
            return;
        }
        videoChanged |= part != null && video;
        audioChanged |= part != null && !video;
        if (present != null) {
            present.release();
        }
        tag.retain();
        if (video) {
            videoHeader = tag;
        } else {
            audioHeader = tag;
        }
    }

    /** Gathers from a keyframe on until both headers are known, then begins a part with it. Null: begin now or never. */
    private void hold(@Nullable FlvTag tag) {
        if (tag != null && (!held.isEmpty() || tag.keyframe())) {
            held.add(tag.retain());
        } else if (tag != null) {
            recordings.lost(tag.videoFrame() ? 1 : 0);
        }
        if (held.isEmpty()) {
            return;
        }
        FlvTag video = videoHeader;
        boolean waitedEnough = tag == null
                || tag.timestampMillis() - held.get(0).timestampMillis() > SOUND_PATIENCE_MILLIS
                || held.size() >= MOST_HELD;
        if (video != null && (audioHeader != null || waitedEnough)) {
            beginPart(video);
        } else if (waitedEnough) {
            loseHeld();
        }
    }

    private void beginPart(FlvTag video) {
        if (recordings.full() || recordings.now() - retryNanos < 0) {
            loseHeld();
            return;
        }
        number++;
        try {
            PartWriter begun = recordings.begin(session, number, video, audioHeader);
            part = begun;
            videoChanged = false;
            audioChanged = false;
            partBegan = held.get(0).timestampMillis();
            syncedNanos = recordings.now();
            for (FlvTag tag : held) {
                if (part == begun) {
                    write(begun, tag);
                } else {
                    recordings.lost(tag.videoFrame() ? 1 : 0);
                }
                tag.release();
            }
            held.clear();
        } catch (IOException e) {
            failed(e);
            loseHeld();
        }
    }

    private void write(PartWriter to, FlvTag tag) {
        try {
            to.write(tag);
        } catch (IOException e) {
            failed(e);
        }
    }

    /** Soon to the system, which outlives this process, and each second to the disk itself. */
    private void keepUp() {
        PartWriter present = part;
        if (queue.skipping() && !slow) {
            log.warn("The disk is too slow: the recording loses frames, the stream does not");
        }
        slow = queue.skipping();
        if (present == null) {
            return;
        }
        try {
            long now = recordings.now();
            if (now - syncedNanos >= SYNC_NANOS) {
                present.sync();
                syncedNanos = now;
                flushedNanos = now;
                recordings.progress(session, number, present);
            } else if (now - flushedNanos >= LOOK_NANOS) {
                present.flush();
                flushedNanos = now;
            }
        } catch (IOException e) {
            failed(e);
        }
    }

    private void endPart() {
        PartWriter ending = part;
        if (ending == null) {
            return;
        }
        try {
            ending.close();
            part = null;
            recordings.closed(session, number, ending);
        } catch (IOException e) {
            failed(e);
        }
    }

    /** The part is ended as it is, and the next keyframe after a pause tries anew. */
    private void failed(IOException e) {
        recordings.failed(e);
        retryNanos = recordings.now() + pauseNanos;
        PartWriter broken = part;
        part = null;
        if (broken != null) {
            recordings.lost(broken.abandon());
            recordings.closed(session, number, broken);
        }
    }

    private void loseHeld() {
        recordings.lost(held.stream().filter(FlvTag::videoFrame).count());
        held.forEach(FlvTag::release);
        held.clear();
    }

    private void letGo() {
        loseHeld();
        if (videoHeader != null) {
            videoHeader.release();
            videoHeader = null;
        }
        if (audioHeader != null) {
            audioHeader.release();
            audioHeader = null;
        }
        for (FlvTag tag = untaken(); tag != null; tag = untaken()) {
            tag.release();
        }
    }

    private @Nullable FlvTag untaken() {
        try {
            return queue.take(0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
