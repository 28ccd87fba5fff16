package dev.rucksack.encoder.broadcast;

import dev.rucksack.encoder.frame.FrameBooks;
import dev.rucksack.encoder.frame.Rendition;
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

    private final Sources sources;
    private final Slates slates;
    private final Encoders encoders;
    private final Uplinks uplinks;
    private final FrameBooks books;
    private final LongSupplier nanos;
    private final EventLoop loop = new EventLoop("works");
    private final Counts counts = new Counts();
    private final Slowness slowness = new Slowness();

    private volatile Consumer<StreamEvent> events = event -> {};
    private volatile @Nullable RawSide raw;
    private volatile @Nullable Session session;
    private volatile boolean slow;
    private @Nullable Settings wanted;
    private @Nullable Rendition tried;
    private String automatic = AUTO;

    public LiveWorks(
            Sources sources, Slates slates, Encoders encoders, Uplinks uplinks, FrameBooks books, LongSupplier nanos) {
        this.sources = sources;
        this.slates = slates;
        this.encoders = encoders;
        this.uplinks = uplinks;
        this.books = books;
        this.nanos = nanos;
    }

    @Override
    public void warm(Settings settings, Consumer<StreamEvent> listener) {
        events = listener;
        loop.execute(() -> apply(settings));
        loop.execute(() -> rendition(settings));
        loop.every(1000, () -> slow = slowness.slow(gauges().books(), nanos.getAsLong()));
    }

    @Override
    public void change(Settings settings) {
        loop.execute(() -> apply(settings));
    }

    /** On the loop: another raw side if need be, but never under a running stream. */
    private void apply(Settings settings) {
        wanted = settings;
        RawSide present = raw;
        if (present != null && present.serves(settings)) {
            present.adopt(settings);
        } else if (present != null && session != null) {
            present.adoptPart(settings);
        } else {
            if (present != null) {
                present.close();
            }
            raw = new RawSide(settings, sources, slates, books, counts, nanos);
        }
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
        Session opening = new Session(rendition(settings), settings.destination(), counts, events);
        session = opening;
        opening.uplink(uplinks.open(
                Destination.of(settings.serviceWord(), settings.destination().url()),
                key.get(),
                proven,
                opening::heard));
        Encoders.Encoding encoding = encoders.open(opening.rendition(), opening::tag, opening);
        opening.encoding(encoding);
        encoding.start()
                .thenRun(() -> loop.execute(() -> {
                    RawSide present = raw;
                    if (present != null) {
                        opening.begin(present);
                    }
                }));
    }

    @Override
    public void shut() {
        loop.execute(() -> {
            end();
            events.accept(new StreamEvent.Ended());
            if (wanted != null) {
                apply(wanted);
            }
        });
    }

    private void end() {
        Session ending = session;
        RawSide present = raw;
        if (ending != null && present != null) {
            ending.end(present);
        }
        session = null;
    }

    @Override
    public Gauges gauges() {
        RawSide side = raw;
        Session open = session;
        Joined joined = books.read(frames -> Joined.of(frames, uplinks.report()));
        return new Gauges(
                joined.books(),
                open == null ? null : open.rendition(),
                side == null ? Gauges.NOTHING.capture() : side.capture(),
                side == null ? Gauges.NOTHING.sound() : side.sound(),
                uplink(joined.report(), open),
                cautions(side, open),
                restarts(joined.report()));
    }

    private List<Fault> cautions(@Nullable RawSide side, @Nullable Session open) {
        List<Fault> cautions = new ArrayList<>(side == null ? List.of() : side.cautions());
        if (open != null && slow) {
            cautions.add(Fault.of(FaultCode.ENCODER_TOO_SLOW));
        }
        return cautions;
    }

    private Gauges.Uplink uplink(UplinkReport report, @Nullable Session open) {
        Map<String, Long> reconnects = report.reconnects().entrySet().stream()
                .collect(Collectors.toMap(lost -> lost.getKey().word(), Map.Entry::getValue));
        boolean onAir = open != null
                && open.published()
                && report.publishing()
                && report.acknowledgedSecondsAgo().orElse(Double.MAX_VALUE) < ON_AIR_SECONDS;
        if (open == null) {
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
                onAir,
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
            end();
            RawSide present = raw;
            if (present != null) {
                present.close();
            }
        });
    }
}
