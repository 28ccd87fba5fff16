package dev.rucksack.encoder.broadcast;

import dev.rucksack.encoder.flv.FlvTag;
import dev.rucksack.encoder.flv.TagPool;
import dev.rucksack.encoder.settings.Settings;
import dev.rucksack.encoder.stream.Fault;
import dev.rucksack.encoder.stream.FaultCode;
import dev.rucksack.encoder.stream.StreamEvent;
import dev.rucksack.encoder.uplink.LossReason;
import dev.rucksack.encoder.uplink.Uplink;
import dev.rucksack.encoder.uplink.UplinkEvent;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The uplink of one order: from a keyframe on, in a time that begins with it, however long the encoders have been running.
 */
final class Air {

    /** What is queued at the end may still go out for so long. */
    private static final Duration GRACE = Duration.ofMillis(1500);

    private static final int MOST_IDLE_BYTES = 4 * 1024 * 1024;

    private final Settings.Destination destination;
    private final Consumer<StreamEvent> events;
    private final TagPool copies = new TagPool(MOST_IDLE_BYTES);
    private volatile boolean ending;
    private volatile boolean published;
    private volatile @Nullable Uplink uplink;
    private boolean begun;
    private int originMillis;

    Air(Settings.Destination destination, Consumer<StreamEvent> events) {
        this.destination = destination;
        this.events = events;
    }

    Settings.Destination destination() {
        return destination;
    }

    void uplink(Uplink opened) {
        uplink = opened;
    }

    /** The encoders begin with it: their time is its time, and their first frame is a keyframe. */
    void beginWithEncoders() {
        begun = true;
    }

    /** Whether the ingest has acknowledged anything of it. */
    boolean published() {
        return published;
    }

    /**
     * Takes a tag, one at a time.
     *
     * @return false if it is not for this uplink: it lies before the keyframe that it begins with
     */
    boolean tag(FlvTag tag) {
        Uplink open = uplink;
        if (!begun && tag.keyframe()) {
            begun = true;
            originMillis = tag.timestampMillis();
        }
        boolean early = !begun || tag.timestampMillis() < originMillis;
        if (open == null || early && !tag.sequenceHeader()) {
            return false;
        }
        if (originMillis == 0 || early) {
            open.tag(tag);
            return true;
        }
        // Others hold this tag too, in the encoders' time
        FlvTag copy = copies.copy(tag, tag.timestampMillis() - originMillis);
        try {
            open.tag(copy);
        } finally {
            copy.release();
        }
        return true;
    }

    /** Ends the connection; takes as long as the grace, at most some seconds. */
    void close() {
        ending = true;
        Uplink open = uplink;
        if (open != null) {
            open.close(GRACE);
        }
    }

    void heard(UplinkEvent event) {
        if (ending) {
            return;
        }
        if (event instanceof UplinkEvent.Publishing) {
            published = true;
            events.accept(new StreamEvent.Acknowledged());
        } else if (event instanceof UplinkEvent.Proven) {
            events.accept(new StreamEvent.Proven());
        } else if (event instanceof UplinkEvent.Lost lost) {
            Fault fault = fault(lost.reason());
            if (fault != null) {
                events.accept(new StreamEvent.UplinkLost(fault));
            }
        } else if (event instanceof UplinkEvent.GaveUp gaveUp) {
            Fault fault = fault(gaveUp.reason());
            events.accept(new StreamEvent.Failed(fault == null ? Fault.of(FaultCode.INGEST_UNREACHABLE) : fault));
        }
    }

    private @Nullable Fault fault(LossReason reason) {
        FaultCode code = reason.fault();
        return code == null ? null : Fault.of(code, "service", destination.spoken());
    }
}
