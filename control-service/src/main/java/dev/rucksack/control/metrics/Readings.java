package dev.rucksack.control.metrics;

import dev.rucksack.control.bonding.Bond;
import dev.rucksack.control.bonding.BondingMode;
import dev.rucksack.control.bonding.DataCap;
import dev.rucksack.control.bonding.Link;
import dev.rucksack.control.bonding.LinkHealth;
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
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All that is so at one scrape: the desk's situation, and the bond as it was when the desk wrote one. Both are there already, so a
 * scrape waits for nobody. Not meters that come and go with the links: a scrape would read them one by one, and sixteen links that flap
 * would make and unmake them twenty times a second. A value that is not known has no sample.
 */
final class Readings implements MultiCollector {

    private static final double BITS_IN_A_BYTE = 8;

    /** What a link's own connection can be made of. */
    private static final Transport[] CONCRETE = {Transport.UDP, Transport.TCP, Transport.TCP_MULTI, Transport.HTTPS};

    private final Desk desk;
    private final LabelSet fixed = new LabelSet(Labels.EMPTY);
    private final Map<String, LabelSet> byLink = new ConcurrentHashMap<>();
    private volatile Tunnel tunnel;

    Readings(Desk desk, Bond bond) {
        this.desk = desk;
        this.tunnel = bond.tunnel();
        desk.subscribe(situation -> tunnel = bond.tunnel());
    }

    @Override
    public MetricSnapshots collect() {
        return collect(any -> true);
    }

    /** Prometheus asks for the tunnel's state alone, each second: the rest is not made for that. */
    @Override
    public MetricSnapshots collect(Predicate<String> wanted) {
        Situation situation = desk.situation();
        Tunnel now = tunnel;
        Families families = new Families(wanted);
        situation(families, situation);
        tunnel(families, now);
        // by name: two series of one name would make the whole scrape fail
        Map<String, Situation.Link> judged = new LinkedHashMap<>();
        situation.links().forEach(link -> judged.putIfAbsent(link.name(), link));
        judged.forEach((name, link) ->
                each(families, "rucksack_link_verdict", labels(name), "verdict", Verdict.values(), link.verdict()));
        Map<String, Link> links = new LinkedHashMap<>();
        now.links().forEach(link -> links.putIfAbsent(link.name(), link));
        links.forEach((name, link) -> link(families, labels(name), link, now.steered()));
        byLink.keySet().removeIf(name -> !judged.containsKey(name) && !links.containsKey(name));
        return families.snapshots();
    }

    private LabelSet labels(String link) {
        return byLink.computeIfAbsent(link, name -> new LabelSet(Labels.of("link", name)));
    }

    private void situation(Families families, Situation situation) {
        families.gauge("rucksack_encoder_reachable", situation.encoder().reachable());
        families.gauge("rucksack_panel_connected", situation.panel().connected());
        for (TunnelState state : TunnelState.values()) {
            families.gauge(
                    "rucksack_tunnel_state",
                    fixed.with("state", state),
                    state.toString().equals(situation.tunnel().state()));
        }
        Set<String> cautions =
                situation.cautions().stream().map(Situation.Caution::code).collect(Collectors.toSet());
        for (String code : Situation.OWN_CAUTIONS) {
            families.gauge("rucksack_links_caution", fixed.with("code", code), cautions.contains(code));
        }
    }

    private void tunnel(Families families, Tunnel tunnel) {
        families.gauge("rucksack_tunnel_last_event_timestamp_seconds", Labels.EMPTY, seconds(tunnel.lastEventAt()));
        if (tunnel.fresh()) {
            families.gauge("rucksack_links_usable", Labels.EMPTY, usable(tunnel));
        }
        TunnelHealth health = tunnel.health();
        if (health != null) {
            families.gauge("rucksack_tunnel_latency_seconds", Labels.EMPTY, health.latencySeconds());
            RateFinding rates = health.rates();
            families.gauge(
                    "rucksack_speedify_rates",
                    Labels.of(
                            "ground",
                            rates.ground().toString(),
                            "unit",
                            rates.unit().toString()),
                    true);
            streams(families, health.streams());
        }
        Steered steered = tunnel.steered();
        if (steered != null) {
            each(families, "rucksack_tunnel_mode", fixed, "mode", BondingMode.values(), steered.mode());
            each(families, "rucksack_tunnel_transport", fixed, "transport", Transport.values(), steered.transport());
            for (Steered.Setting setting : Steered.Setting.values()) {
                boolean unmet = steered.unmet().stream().anyMatch(one -> one.setting() == setting);
                families.gauge("rucksack_tunnel_unmet", fixed.with("setting", setting), unmet);
            }
        }
    }

    private void streams(Families families, @Nullable StreamHealth streams) {
        if (streams != null) {
            for (StreamHealth.Cause cause : StreamHealth.Cause.values()) {
                families.gauge(
                        "rucksack_tunnel_stream_bad",
                        fixed.with("cause", cause),
                        streams.bad().contains(cause));
            }
            for (StreamHealth.Fare fare : StreamHealth.Fare.values()) {
                families.gauge("rucksack_tunnel_streams", fixed.with("health", fare), (double) streams.count(fare));
            }
        }
    }

    private static void link(Families families, LabelSet set, Link link, @Nullable Steered steered) {
        Labels labels = set.own();
        Labels send = set.with("direction", "send");
        Labels receive = set.with("direction", "receive");
        LinkHealth health = link.health();
        families.gauge("rucksack_link_up", labels, link.up());
        families.gauge("rucksack_link_carrying", labels, link.carrying());
        families.gauge("rucksack_link_captive", labels, link.standing().captive());
        Transport transport = link.standing().transport();
        each(families, "rucksack_link_transport", set, "transport", CONCRETE, transport);
        policy(families, set, link, steered);
        families.gauge("rucksack_link_congested", labels, health.congested());
        families.gauge("rucksack_link_mos", labels, health.mos());
        families.gauge("rucksack_link_in_flight_bytes", labels, health.inFlightBytes());
        families.gauge("rucksack_link_latency_seconds", labels, health.latencySeconds());
        families.gauge("rucksack_link_jitter_seconds", labels, health.jitterSeconds());
        families.gauge("rucksack_link_loss_ratio", send, health.lossSend());
        families.gauge("rucksack_link_loss_ratio", receive, health.lossReceive());
        families.gauge("rucksack_link_throughput_bytes_per_second", send, bytes(health.sendBitsPerSecond()));
        families.gauge("rucksack_link_throughput_bytes_per_second", receive, bytes(health.receiveBitsPerSecond()));
        families.gauge("rucksack_link_estimate_bytes_per_second", send, bytes(health.sendEstimateBitsPerSecond()));
        families.counter("rucksack_link_bytes", send, link.sentBytes());
        families.counter("rucksack_link_bytes", receive, link.receivedBytes());
        for (DataCap cap : link.caps()) {
            Labels period = set.with("period", cap.period());
            families.gauge("rucksack_link_data_used_bytes", period, (double) cap.usedBytes());
            Long limit = cap.limitBytes();
            families.gauge("rucksack_link_data_limit_bytes", period, limit == null ? null : limit.doubleValue());
        }
    }

    private static void policy(Families families, LabelSet set, Link link, @Nullable Steered steered) {
        LinkPolicy policy = link.policy();
        if (policy == null || policy.priority() == null) {
            return;
        }
        each(families, "rucksack_link_priority", set, "priority", Priority.values(), policy.priority());
        if (steered != null) {
            Steered.Unmet differs = new Steered.Unmet(Steered.Setting.PRIORITY, link.id());
            families.gauge(
                    "rucksack_link_priority_differs", set.own(), steered.unmet().contains(differs));
        }
    }

    /** One series for each value, 1 for the one that is so; none while that is unknown. */
    private static <T extends Enum<T>> void each(
            Families families, String name, LabelSet set, String label, T[] values, @Nullable T present) {
        if (present != null) {
            for (T value : values) {
                families.gauge(name, set.with(label, value), value == present);
            }
        }
    }

    private static @Nullable Double seconds(@Nullable Instant at) {
        return at == null ? null : at.toEpochMilli() / 1000.0;
    }

    private static double usable(Tunnel tunnel) {
        return tunnel.links().stream().filter(link -> link.standing().usable()).count();
    }

    private static @Nullable Double bytes(@Nullable Double bits) {
        return bits == null ? null : bits / BITS_IN_A_BYTE;
    }
}
