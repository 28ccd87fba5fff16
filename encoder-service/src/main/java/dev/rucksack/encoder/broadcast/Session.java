package dev.rucksack.encoder.broadcast;

import dev.rucksack.encoder.flv.FlvTag;
import dev.rucksack.encoder.flv.TagKind;
import dev.rucksack.encoder.flv.TagSink;
import dev.rucksack.encoder.frame.Rendition;
import dev.rucksack.encoder.recording.Recorder;
import dev.rucksack.encoder.stream.Fault;
import dev.rucksack.encoder.stream.FaultCode;
import dev.rucksack.encoder.stream.StreamEvent;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One life of the encoders, from the first who needs them, uplink or recording, to the last. Both may come and go meanwhile:
 * who comes is given the sequence headers in force first.
 */
final class Session implements Encoders.Listener {

    /** An encoder that ends so often without a picture does not work here. */
    private static final int HOPELESS = 3;

    private final Rendition rendition;
    private final Counts counts;
    private final Consumer<StreamEvent> events;
    private final AtomicInteger failures = new AtomicInteger();
    private volatile boolean ending;
    private volatile @Nullable Fault fault;
    private Encoders.@Nullable Encoding encoding;
    private boolean begun;

    // Guarded by outlets; tags come from both encoders' threads
    private final Object outlets = new Object();
    private @Nullable FlvTag videoHeader;
    private @Nullable FlvTag audioHeader;
    private @Nullable Recorder recorder;
    private @Nullable Air air;
    private boolean anything;

    Session(Rendition rendition, Counts counts, Consumer<StreamEvent> events) {
        this.rendition = rendition;
        this.counts = counts;
        this.events = events;
    }

    Rendition rendition() {
        return rendition;
    }

    /** Why the encoders give nothing; null if they do. */
    @Nullable
    Fault fault() {
        return fault;
    }

    void encoding(Encoders.Encoding opened) {
        encoding = opened;
    }

    /** The encoders take frames: the stream's tick 0 may come. */
    void begin(RawSide raw) {
        if (!ending && !begun && encoding != null) {
            begun = true;
            raw.begin(encoding);
        }
    }

    boolean recorded() {
        synchronized (outlets) {
            return recorder != null;
        }
    }

    /** From now on it is recorded, with the next keyframe. */
    void record(Recorder opened) {
        synchronized (outlets) {
            replayHeaders(opened);
            recorder = opened;
        }
    }

    /** From now on it is not recorded; what was given is written before this returns. */
    void stopRecording() {
        Recorder ended;
        synchronized (outlets) {
            ended = recorder;
            recorder = null;
        }
        if (ended != null) {
            ended.close();
        }
    }

    /** From now on it goes on air, with the next keyframe. */
    void send(Air opened) {
        failures.set(0);
        synchronized (outlets) {
            if (!anything) {
                opened.beginWithEncoders();
            }
            replayHeaders(opened::tag);
            air = opened;
        }
    }

    /** From now on nothing goes on air. */
    void stopSending() {
        synchronized (outlets) {
            air = null;
        }
    }

    private void replayHeaders(TagSink sink) {
        if (videoHeader != null) {
            sink.tag(videoHeader);
        }
        if (audioHeader != null) {
            sink.tag(audioHeader);
        }
    }

    /** No more frames; when it returns, the last tags have gone where they go. */
    void end(RawSide raw) {
        ending = true;
        raw.end();
        if (encoding != null) {
            RawSide.await(encoding.stop());
        }
    }

    /** After {@link #end}. */
    void letGo() {
        stopRecording();
        synchronized (outlets) {
            air = null;
            keep(null, TagKind.VIDEO);
            keep(null, TagKind.AUDIO);
        }
    }

    /** A tag of either encoder. */
    void tag(FlvTag tag) {
        counts.output(tag.size());
        if (tag.videoFrame()) {
            failures.set(0);
            fault = null;
        }
        synchronized (outlets) {
            anything = true;
            if (tag.sequenceHeader()) {
                keep(tag.retain(), tag.kind());
            }
            if (recorder != null) {
                recorder.tag(tag);
            }
            boolean sent = air != null && air.tag(tag);
            if (!sent && tag.videoFrame()) {
                counts.offAir();
            }
        }
    }

    private void keep(@Nullable FlvTag header, TagKind kind) {
        FlvTag before = kind == TagKind.VIDEO ? videoHeader : audioHeader;
        if (before != null) {
            before.release();
        }
        if (kind == TagKind.VIDEO) {
            videoHeader = header;
        } else {
            audioHeader = header;
        }
    }

    @Override
    public void restarted(String process) {
        counts.restarted(process);
    }

    @Override
    public void failed(String process, @Nullable FaultCode code) {
        if (!ending && failures.incrementAndGet() == HOPELESS) {
            FaultCode known = code == null ? FaultCode.ENCODER_UNAVAILABLE : code;
            Fault hopeless = Fault.of(known, "encoder", rendition.encoder());
            fault = hopeless;
            events.accept(new StreamEvent.Failed(hopeless));
        }
    }
}
