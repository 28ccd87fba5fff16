package dev.rucksack.encoder.broadcast;

import dev.rucksack.encoder.frame.FrameBooks;
import dev.rucksack.encoder.frame.Rendition;
import dev.rucksack.encoder.recording.RecordingReport;
import dev.rucksack.encoder.recording.Recordings;
import dev.rucksack.encoder.settings.Settings;
import dev.rucksack.encoder.stream.Fault;
import dev.rucksack.encoder.stream.FaultCode;
import dev.rucksack.encoder.stream.StreamEvent;
import dev.rucksack.encoder.uplink.Destination;
import dev.rucksack.encoder.uplink.LossReason;
import dev.rucksack.encoder.uplink.StreamKey;
import dev.rucksack.encoder.uplink.UplinkReport;
import dev.rucksack.encoder.uplink.Uplinks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The works as they are: the raw side and the wire side joined. Everything that takes time is done on its own loop. */
public final class LiveWorks implements Works {

    private static final double ON_AIR_SECONDS = 2;
    private static final String AUTO = "auto";

    /** The service itself is to be ready first: what stands by takes processor time to start. */
    private static final int STAND_BY_AFTER_SECONDS = 3;

    private final Sources sources;
    private final Slates slates;
    private final Encoders encoders;
    private final Uplinks uplinks;
    private final FrameBooks books;
    private final Recordings recordings;
    private final LongSupplier nanos;
    private final EventLoop loop = new EventLoop("works");
    private final Counts counts = new Counts();
    private final Slowness slowness;

    private volatile Consumer<StreamEvent> events = event -> {};
    private volatile @Nullable RawSide raw;
    private volatile @Nullable Session session;
    private volatile @Nullable Air air;
    private volatile boolean recordWanted;
    private volatile boolean slow;
    private int seconds;
    private @Nullable Settings wanted;
    private @Nullable Rendition tried;
    private String automatic = AUTO;

    public LiveWorks(
            Sources sources,
            Slates slates,
            Encoders encoders,
            Uplinks uplinks,
            Recordings recordings,
            FrameBooks books,
            LongSupplier nanos) {
        this.sources = sources;
        this.slates = slates;
        this.encoders = encoders;
        this.uplinks = uplinks;
        this.recordings = recordings;
        this.books = books;
        this.nanos = nanos;
        this.slowness = new Slowness(nanos.getAsLong());
    }

    @Override
    public void listen(Consumer<StreamEvent> listener) {
        events = listener;
    }

    @Override
    public void warm(Settings settings) {
        loop.execute(() -> apply(settings));
        loop.execute(() -> rendition(settings));
        loop.every(1000, this::eachSecond);
    }

    private void eachSecond() {
        Gauges now = gauges();
        slow = slowness.slow(now.books(), now.restarts().getOrDefault("encoder", 0L), nanos.getAsLong());
        if (seconds < STAND_BY_AFTER_SECONDS && ++seconds == STAND_BY_AFTER_SECONDS && wanted != null) {
            standBy(wanted);
        }
    }

    @Override
    public void change(Settings settings) {
        loop.execute(() -> {
            apply(settings);
            standBy(settings);
        });
    }

    /** On the loop: what the next press needs is started before it. */
    private void standBy(Settings settings) {
        if (session == null) {
            encoders.prepare(rendition(settings));
        }
        if (air == null) {
            uplinks.prepare(Destination.of(
                    settings.serviceWord(), settings.destination().url()));
        }
    }

    /** On the loop: another raw side, and other encoders, if need be, but never under a stream on its way out. */
    private void apply(Settings settings) {
        wanted = settings;
        RawSide present = raw;
        boolean serves = present != null && present.serves(settings);
        if (present != null && air != null) {
            if (serves) {
                present.adopt(settings);
            } else {
                present.adoptPart(settings);
            }
            return;
        }
        Session running = session;
        if (running != null && !(serves && running.rendition().equals(rendition(settings)))) {
            endSession();
        }
        if (present != null && serves) {
            present.adopt(settings);
        } else {
            if (present != null) {
                present.close();
                // direct memory has no room for the frames of both
                raw = null;
                present = null;
            }
            raw = new RawSide(settings, sources, slates, books, counts, nanos);
        }
        settle(settings);
    }

    @Override
    public void record(boolean on) {
        loop.execute(() -> {
            recordWanted = on;
            if (wanted != null) {
                settle(wanted);
                standBy(wanted);
            }
        });
    }

    /** On the loop: the encoders run for as long as somebody takes what they give. */
    private void settle(Settings settings) {
        if (!recordWanted && air == null) {
            endSession();
            return;
        }
        Session running = running(settings);
        if (recordWanted && !running.recorded()) {
            running.record(recordings.open());
        } else if (!recordWanted) {
            running.stopRecording();
        }
    }

    private Session running(Settings settings) {
        Session present = session;
        return present == null ? startSession(settings) : present;
    }

    private Session startSession(Settings settings) {
        Session opening = new Session(rendition(settings), counts, event -> events.accept(event));
        slowness.begin();
        slow = false;
        session = opening;
        Encoders.Encoding encoding = encoders.open(opening.rendition(), opening::tag, opening);
        opening.encoding(encoding);
        encoding.start()
                .thenRun(() -> loop.execute(() -> {
                    RawSide present = raw;
                    if (present != null) {
                        opening.begin(present);
                    }
                }));
        return opening;
    }

    private void endSession() {
        Session ending = session;
        RawSide present = raw;
        if (ending != null && present != null) {
            ending.end(present);
            endAir();
            ending.letGo();
        }
        session = null;
    }

    private void endAir() {
        Air ending = air;
        if (ending != null) {
            ending.close();
        }
        air = null;
    }

    private Rendition rendition(Settings settings) {
        Settings.Encoder encoder = settings.encoder();
        Rendition rendition = new Rendition(
                encoder.name(),
                settings.capture().size(),
                settings.capture().rate(),
                encoder.videoBitsPerSecond(),
                encoder.audioBitsPerSecond());
        if (!encoder.name().equals(AUTO)) {
            return rendition;
        }
        if (!rendition.equals(tried)) {
            automatic = encoders.choose(rendition);
            tried = rendition;
        }
        return new Rendition(
                automatic,
                rendition.size(),
                rendition.rate(),
                rendition.videoBitsPerSecond(),
                rendition.audioBitsPerSecond());
    }

    @Override
    public void open(Settings settings, Optional<StreamKey> key, boolean proven) {
        loop.execute(() -> begin(settings, key, proven));
    }

    private void begin(Settings settings, Optional<StreamKey> key, boolean proven) {
        if (key.isEmpty()) {
            events.accept(new StreamEvent.Failed(Fault.of(FaultCode.KEY_NOT_SET)));
            return;
        }
        apply(settings);
        Session running = running(settings);
        Air opening = new Air(settings.destination(), event -> events.accept(event));
        opening.uplink(uplinks.open(
                Destination.of(settings.serviceWord(), settings.destination().url()),
                key.get(),
                proven,
                opening::heard));
        running.send(opening);
        air = opening;
        RawSide side = raw;
        if (side != null) {
            side.look();
        }
    }

    @Override
    public void shut(boolean recordOn) {
        loop.execute(() -> {
            recordWanted = recordOn;
            Session running = session;
            if (recordOn && running != null) {
                running.stopSending();
                endAir();
            } else {
                endSession();
            }
            events.accept(new StreamEvent.Ended());
            if (wanted != null) {
                apply(wanted);
                standBy(wanted);
            }
        });
    }

    @Override
    public boolean cameraDelivers() {
        RawSide side = raw;
        return side != null && side.cameraDelivers();
    }

    @Override
    public boolean onAir() {
        Air sending = air;
        return sending != null && sending.published() && uplinks.acknowledgedWithin(ON_AIR_SECONDS);
    }

    @Override
    public Settings inForce(Settings chosen) {
        RawSide side = raw;
        Air sending = air;
        Settings open = side == null ? chosen : side.settings();
        return new Settings(
                open.capture(),
                open.sound(),
                chosen.encoder(),
                sending == null ? chosen.destination() : sending.destination(),
                chosen.slate(),
                chosen.recording());
    }

    @Override
    public Gauges gauges() {
        RawSide side = raw;
        Session open = session;
        Air sending = air;
        RecordingReport recording = recordings.report();
        Joined joined = books.read(frames -> Joined.of(frames, uplinks.report(), counts.framesOffAir()));
        return new Gauges(
                joined.books(),
                open == null ? null : open.rendition(),
                side == null ? Gauges.NOTHING.capture() : side.capture(),
                side == null ? Gauges.NOTHING.sound() : side.sound(),
                uplink(joined.report(), open, sending),
                recording,
                cautions(side, open, sending, recording),
                restarts(joined.report()));
    }

    private List<Fault> cautions(
            @Nullable RawSide side, @Nullable Session open, @Nullable Air sending, RecordingReport recording) {
        List<Fault> cautions = new ArrayList<>(side == null ? List.of() : side.cautions());
        if (open != null && slow) {
            cautions.add(Fault.of(FaultCode.ENCODER_TOO_SLOW));
        }
        Fault encoder = open == null ? null : open.fault();
        if (encoder != null && sending == null) {
            cautions.add(encoder);
        }
        if (recordWanted && recording.full()) {
            cautions.add(Fault.of(FaultCode.DISK_FULL));
        } else if (recordWanted && recording.failed()) {
            cautions.add(Fault.of(FaultCode.RECORDING_FAILED));
        }
        return cautions;
    }

    private Gauges.Uplink uplink(UplinkReport report, @Nullable Session open, @Nullable Air sending) {
        Map<String, Long> reconnects = report.reconnects().entrySet().stream()
                .collect(Collectors.toMap(lost -> lost.getKey().word(), Map.Entry::getValue));
        if (open == null || sending == null) {
            return new Gauges.Uplink(
                    false,
                    null,
                    null,
                    null,
                    null,
                    packets(report),
                    counts.outputBytes(),
                    report.sentBytes(),
                    reconnects);
        }
        return new Gauges.Uplink(
                sending.published() && report.acknowledgedWithin(ON_AIR_SECONDS),
                report.backlogSeconds(),
                report.sentBitsPerSecond(),
                (long) open.rendition().videoBitsPerSecond() + open.rendition().audioBitsPerSecond(),
                orNull(report.rttSeconds()),
                packets(report),
                counts.outputBytes(),
                report.sentBytes(),
                reconnects);
    }

    private Map<String, Long> restarts(UplinkReport report) {
        Map<String, Long> restarts = new TreeMap<>(counts.restarts());
        restarts.merge("publisher", report.reconnects().getOrDefault(LossReason.PUBLISHER, 0L), Long::sum);
        return restarts;
    }

    private static Gauges.Uplink.@Nullable Packets packets(UplinkReport report) {
        return report.sentPackets() == 0
                ? null
                : new Gauges.Uplink.Packets(report.sentPackets(), report.lostPackets(), orNull(report.lossRatio()));
    }

    private static @Nullable Double orNull(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    @Override
    public Optional<Picture> picture() {
        RawSide side = raw;
        return side == null ? Optional.empty() : side.picture();
    }

    @Override
    public Devices devices() {
        return sources.devices();
    }

    @Override
    public void close() {
        loop.drain(() -> {
            recordWanted = false;
            endSession();
            RawSide present = raw;
            if (present != null) {
                present.close();
            }
        });
    }
}
