package dev.rucksack.control.metrics;

import dev.rucksack.control.bonding.Bond;
import dev.rucksack.control.bonding.BondingMode;
import dev.rucksack.control.bonding.DataCap;
import dev.rucksack.control.bonding.Link;
import dev.rucksack.control.bonding.LinkPolicy;
import dev.rucksack.control.bonding.Priority;
import dev.rucksack.control.bonding.RateFinding;
import dev.rucksack.control.bonding.Steered;
import dev.rucksack.control.bonding.StreamHealth;
import dev.rucksack.control.bonding.Transport;
import dev.rucksack.control.bonding.Tunnel;
import dev.rucksack.control.bonding.TunnelHealth;
import dev.rucksack.control.bonding.TunnelState;
import dev.rucksack.control.bonding.Verdict;
import dev.rucksack.control.desk.Desk;
import dev.rucksack.control.desk.Situation;
import dev.rucksack.control.panel.PanelWatch;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Every meter of control-service. Unknown values give no sample; a link that vanishes loses its series; the label
 * {@code link} is the operator's name for it or its interface's, never an address. A scrape reads what is cached and
 * waits for nobody.
 */
public final class ControlMetrics implements PanelWatch {

    private static final double BITS_IN_A_BYTE = 8;

    /** What a link's own connection can be made of. */
    private static final Transport[] CONCRETE = {Transport.UDP, Transport.TCP, Transport.TCP_MULTI, Transport.HTTPS};

    private final MeterRegistry registry;
    private final Map<Event, Counter> panelEvents = new EnumMap<>(Event.class);
    private final Timer lampLag;
    private final Map<Meter.Id, Source> volatileMeters = new HashMap<>();

    /** Where a meter that may vanish takes its value; replaced with every round, so that it never holds an old link. */
    private static final class Source {
        private @Nullable Meter meter;
        private volatile double value;

        double value() {
            return value;
        }
    }

    public ControlMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (Event event : Event.values()) {
            panelEvents.put(
                    event,
                    Counter.builder("rucksack.panel.events")
                            .description("Lines from the strap board, by what they are")
                            .tag("event", event.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
        this.lampLag = Timer.builder("rucksack.panel.lamp.lag")
                .description("From the encoder's report received to the board's acknowledgement of its lamp")
                .serviceLevelObjectives(
                        Duration.ofMillis(5),
                        Duration.ofMillis(10),
                        Duration.ofMillis(25),
                        Duration.ofMillis(50),
                        Duration.ofMillis(100),
                        Duration.ofMillis(250),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(3))
                .register(registry);
    }

    /** Registers what is read from the desk and from the bond. */
    public void watch(Desk desk, Bond bond) {
        gauge(
                "rucksack.encoder.reachable",
                "Whether the encoder was heard within two seconds",
                () -> desk.situation().encoder().reachable());
        gauge(
                "rucksack.panel.connected",
                "Whether a strap board is connected",
                () -> desk.situation().panel().connected());
        for (TunnelState state : TunnelState.values()) {
            Gauge.builder("rucksack.tunnel.state", desk, d -> isTunnel(d, state) ? 1 : 0)
                    .description("The bond's state, one series per state")
                    .tag("state", state.toString())
                    .register(registry);
        }
        for (String code : Situation.OWN_CAUTIONS) {
            Gauge.builder("rucksack.links.caution", desk, d -> hasCaution(d, code) ? 1 : 0)
                    .description("What is wrong with bond or links, one series per caution")
                    .tag("code", code)
                    .register(registry);
        }
        // on the desk's thread; the work is a map look-up per link and value
        desk.subscribe(situation -> links(bond.tunnel(), situation.links()));
    }

    @Override
    public void event(Event event) {
        Counter counter = panelEvents.get(event);
        if (counter != null) {
            counter.increment();
        }
    }

    @Override
    public void lampLag(long nanos) {
        lampLag.record(nanos, TimeUnit.NANOSECONDS);
    }

    /**
     * A call of the bonding program failed.
     *
     * @param command its action: {@code state}, {@code show adapters} …
     * @param code its exit code, the daemon's error code, {@code timeout} or {@code malformed}
     */
    public void cliError(String command, String code) {
        registry.counter("rucksack.speedify.cli.errors", "command", command, "code", code)
                .increment();
    }

    /**
     * The bonding program's feed has brought something.
     *
     * @param event its name, {@code unknown} for one that we do not read
     */
    public void feedEvent(String event) {
        registry.counter("rucksack.speedify.feed.events", "event", event).increment();
    }

    private static boolean isTunnel(Desk desk, TunnelState state) {
        return state.toString().equals(desk.situation().tunnel().state());
    }

    private static boolean hasCaution(Desk desk, String code) {
        return desk.situation().cautions().stream()
                .anyMatch(caution -> caution.code().equals(code));
    }

    private static @Nullable Double seconds(@Nullable Instant at) {
        return at == null ? null : at.toEpochMilli() / 1000.0;
    }

    private void gauge(String name, String description, BooleanSupplier value) {
        Gauge.builder(name, value, v -> v.getAsBoolean() ? 1 : 0)
                .strongReference(true)
                .description(description)
                .register(registry);
    }

    private synchronized void links(Tunnel tunnel, List<Situation.Link> judged) {
        Map<Meter.Id, Source> gone = new HashMap<>(volatileMeters);
        set(gone, "rucksack.tunnel.last.event.timestamp.seconds", Tags.empty(), seconds(tunnel.lastEventAt()));
        set(gone, "rucksack.links.usable", Tags.empty(), tunnel.fresh() ? usable(tunnel) : null);
        tunnel(gone, tunnel.health(), tunnel.steered());
        for (Situation.Link link : judged) {
            Tags tags = Tags.of("link", link.name());
            each(gone, "rucksack.link.verdict", tags, "verdict", Verdict.values(), link.verdict());
        }
        for (Link link : tunnel.links()) {
            Tags tags = Tags.of("link", link.name());
            set(gone, "rucksack.link.up", tags, truth(link.up()));
            set(gone, "rucksack.link.carrying", tags, truth(link.carrying()));
            set(gone, "rucksack.link.captive", tags, truth(link.standing().captive()));
            each(
                    gone,
                    "rucksack.link.transport",
                    tags,
                    "transport",
                    CONCRETE,
                    link.standing().transport());
            policy(gone, tags, link, tunnel.steered());
            set(gone, "rucksack.link.congested", tags, truth(link.health().congested()));
            set(gone, "rucksack.link.mos", tags, link.health().mos());
            set(gone, "rucksack.link.in.flight.bytes", tags, link.health().inFlightBytes());
            set(gone, "rucksack.link.latency.seconds", tags, link.health().latencySeconds());
            set(gone, "rucksack.link.jitter.seconds", tags, link.health().jitterSeconds());
            set(
                    gone,
                    "rucksack.link.loss.ratio",
                    tags.and("direction", "send"),
                    link.health().lossSend());
            set(
                    gone,
                    "rucksack.link.loss.ratio",
                    tags.and("direction", "receive"),
                    link.health().lossReceive());
            set(
                    gone,
                    "rucksack.link.throughput.bytes.per.second",
                    tags.and("direction", "send"),
                    bytes(link.health().sendBitsPerSecond()));
            set(
                    gone,
                    "rucksack.link.throughput.bytes.per.second",
                    tags.and("direction", "receive"),
                    bytes(link.health().receiveBitsPerSecond()));
            set(
                    gone,
                    "rucksack.link.estimate.bytes.per.second",
                    tags.and("direction", "send"),
                    bytes(link.health().sendEstimateBitsPerSecond()));
            count(gone, tags.and("direction", "send"), link.sentBytes());
            count(gone, tags.and("direction", "receive"), link.receivedBytes());
            for (DataCap cap : link.caps()) {
                Tags period = tags.and("period", cap.period().toString());
                set(gone, "rucksack.link.data.used.bytes", period, (double) cap.usedBytes());
                Long limit = cap.limitBytes();
                set(gone, "rucksack.link.data.limit.bytes", period, limit == null ? null : limit.doubleValue());
            }
        }
        gone.forEach((id, source) -> {
            if (source.meter != null) {
                registry.remove(source.meter);
            }
            volatileMeters.remove(id);
        });
    }

    private void tunnel(Map<Meter.Id, Source> gone, @Nullable TunnelHealth health, @Nullable Steered steered) {
        if (health != null) {
            set(gone, "rucksack.tunnel.latency.seconds", Tags.empty(), health.latencySeconds());
            RateFinding rates = health.rates();
            Tags finding = Tags.of(
                    "unit", rates.unit().toString(), "ground", rates.ground().toString());
            set(gone, "rucksack.speedify.rates", finding, 1.0);
            streams(gone, health.streams());
        }
        if (steered != null) {
            each(gone, "rucksack.tunnel.mode", Tags.empty(), "mode", BondingMode.values(), steered.mode());
            each(gone, "rucksack.tunnel.transport", Tags.empty(), "transport", Transport.values(), steered.transport());
            for (Steered.Setting setting : Steered.Setting.values()) {
                boolean unmet = steered.unmet().stream().anyMatch(one -> one.setting() == setting);
                set(gone, "rucksack.tunnel.unmet", Tags.of("setting", setting.toString()), truth(unmet));
            }
        }
    }

    private void streams(Map<Meter.Id, Source> gone, @Nullable StreamHealth streams) {
        if (streams != null) {
            for (StreamHealth.Cause cause : StreamHealth.Cause.values()) {
                Tags tags = Tags.of("cause", cause.toString());
                set(
                        gone,
                        "rucksack.tunnel.stream.bad",
                        tags,
                        truth(streams.bad().contains(cause)));
            }
            for (StreamHealth.Fare fare : StreamHealth.Fare.values()) {
                set(gone, "rucksack.tunnel.streams", Tags.of("health", fare.toString()), (double) streams.count(fare));
            }
        }
    }

    private void policy(Map<Meter.Id, Source> gone, Tags tags, Link link, @Nullable Steered steered) {
        LinkPolicy policy = link.policy();
        if (policy == null || policy.priority() == null) {
            return;
        }
        each(gone, "rucksack.link.priority", tags, "priority", Priority.values(), policy.priority());
        if (steered != null) {
            Steered.Unmet differs = new Steered.Unmet(Steered.Setting.PRIORITY, link.id());
            set(
                    gone,
                    "rucksack.link.priority.differs",
                    tags,
                    truth(steered.unmet().contains(differs)));
        }
    }

    /** One series for each value, 1 for the one that is so; none while that is unknown. */
    private <T> void each(
            Map<Meter.Id, Source> gone, String name, Tags tags, String label, T[] values, @Nullable T present) {
        if (present != null) {
            for (T value : values) {
                set(gone, name, tags.and(label, value.toString()), truth(value == present));
            }
        }
    }

    private static double usable(Tunnel tunnel) {
        return tunnel.links().stream().filter(link -> link.standing().usable()).count();
    }

    private static @Nullable Double truth(@Nullable Boolean value) {
        return value == null ? null : (Double) (value ? 1.0 : 0.0);
    }

    private static @Nullable Double bytes(@Nullable Double bits) {
        return bits == null ? null : bits / BITS_IN_A_BYTE;
    }

    private void set(Map<Meter.Id, Source> gone, String name, Tags tags, @Nullable Double value) {
        put(
                gone,
                name,
                tags,
                Meter.Type.GAUGE,
                value,
                source -> Gauge.builder(name, source, Source::value)
                        .strongReference(true)
                        .tags(tags)
                        .register(registry));
    }

    private void count(Map<Meter.Id, Source> gone, Tags tags, @Nullable Long value) {
        String name = "rucksack.link.bytes";
        put(
                gone,
                name,
                tags,
                Meter.Type.COUNTER,
                value == null ? null : value.doubleValue(),
                source -> FunctionCounter.builder(name, source, Source::value)
                        .tags(tags)
                        .register(registry));
    }

    private void put(
            Map<Meter.Id, Source> gone,
            String name,
            Tags tags,
            Meter.Type type,
            @Nullable Double value,
            Function<Source, Meter> register) {
        if (value == null) {
            return;
        }
        Meter.Id id = new Meter.Id(name, tags, null, null, type);
        Source source = volatileMeters.get(id);
        if (source == null) {
            source = new Source();
            source.value = value;
            volatileMeters.put(id, source);
            source.meter = register.apply(source);
        } else {
            source.value = value;
        }
        gone.remove(id);
    }
}
