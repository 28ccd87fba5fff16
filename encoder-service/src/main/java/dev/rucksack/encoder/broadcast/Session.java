package dev.rucksack.encoder.broadcast;

import dev.rucksack.encoder.flv.FlvTag;
import dev.rucksack.encoder.frame.Rendition;
import dev.rucksack.encoder.settings.Settings;
import dev.rucksack.encoder.stream.Fault;
import dev.rucksack.encoder.stream.FaultCode;
import dev.rucksack.encoder.stream.StreamEvent;
import dev.rucksack.encoder.uplink.LossReason;
import dev.rucksack.encoder.uplink.Uplink;
import dev.rucksack.encoder.uplink.UplinkEvent;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One opening of the works: encoders and uplink from a press to its end. */
final class Session implements Encoders.Listener {

    /** What is queued at the end may still go out for so long. */
    private static final Duration GRACE = Duration.ofMillis(1500);

    /** An encoder that ends so often without a picture does not work here. */
    private static final int HOPELESS = 3;

    private final Rendition rendition;
    private final Settings.Destination destination;
    private final Counts counts;
    private final Consumer<StreamEvent> events;
    private final AtomicInteger failures = new AtomicInteger();
    private volatile boolean ending;
    private volatile boolean published;
    private volatile @Nullable Uplink uplink;
    private Encoders.@Nullable Encoding encoding;
    private boolean begun;

    Session(Rendition rendition, Settings.Destination destination, Counts counts, Consumer<StreamEvent> events) {
        this.rendition = rendition;
        this.destination = destination;
        this.counts = counts;
        this.events = events;
    }

    Rendition rendition() {
        return rendition;
    }

    /** Whether the ingest has acknowledged anything of this session. */
    boolean published() {
        return published;
    }

    void uplink(Uplink opened) {
        uplink = opened;
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

    /** Ends it in the order of the stream: no more frames, last tags out, then the connection. */
    void end(RawSide raw) {
        ending = true;
        raw.end();
        if (encoding != null) {
            RawSide.await(encoding.stop());
        }
        Uplink open = uplink;
        if (open != null) {
            open.close(GRACE);
        }
    }

    /** A tag of either encoder. */
    void tag(FlvTag tag) {
        counts.output(tag.size());
        if (tag.videoFrame()) {
            failures.set(0);
        }
        Uplink open = uplink;
        if (open != null) {
            open.tag(tag);
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

    @Override
    public void restarted(String process) {
        counts.restarted(process);
    }

    @Override
    public void failed(String process, @Nullable FaultCode fault) {
        if (!ending && failures.incrementAndGet() == HOPELESS) {
            FaultCode code = fault == null ? FaultCode.ENCODER_UNAVAILABLE : fault;
            events.accept(new StreamEvent.Failed(Fault.of(code, "encoder", rendition.encoder())));
        }
    }
}
