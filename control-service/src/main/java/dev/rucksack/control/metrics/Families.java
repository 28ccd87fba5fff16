package dev.rucksack.control.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the samples of one scrape, family by family; null is not known and has none. A counter's name is given without
 * {@code _total}.
 */
final class Families {

    /** Of names that do not say it themselves. */
    private static final Map<String, String> HELP = Map.of(
            "rucksack_encoder_reachable", "Whether the encoder was heard within two seconds",
            "rucksack_panel_connected", "Whether a strap board is connected",
            "rucksack_tunnel_state", "The bond's state, one series per state",
            "rucksack_links_caution", "What is wrong with bond or links, one series per caution");

    /** A name is looked through letter by letter when its metadata is made. */
    private static final Map<String, MetricMetadata> NAMES = new ConcurrentHashMap<>();

    private final Predicate<String> wanted;
    private final Map<String, List<CounterDataPointSnapshot>> counters = new HashMap<>();
    private final Map<String, List<GaugeDataPointSnapshot>> gauges = new HashMap<>();

    /** @param wanted by name; what is not wanted is left out */
    Families(Predicate<String> wanted) {
        this.wanted = wanted;
    }

    void counter(String name, Labels labels, @Nullable Long value) {
        if (value != null && wanted.test(name)) {
            counters.computeIfAbsent(name, any -> new ArrayList<>())
                    .add(new CounterDataPointSnapshot(value.doubleValue(), labels, null, 0));
        }
    }

    void gauge(String name, Labels labels, @Nullable Double value) {
        if (value != null && wanted.test(name)) {
            gauges.computeIfAbsent(name, any -> new ArrayList<>()).add(new GaugeDataPointSnapshot(value, labels, null));
        }
    }

    void gauge(String name, Labels labels, @Nullable Boolean value) {
        if (value != null) {
            gauge(name, labels, value ? 1.0 : 0.0);
        }
    }

    void gauge(String name, boolean value) {
        gauge(name, Labels.EMPTY, value);
    }

    MetricSnapshots snapshots() {
        MetricSnapshots.Builder all = MetricSnapshots.builder();
        counters.forEach((name, samples) -> all.metricSnapshot(new CounterSnapshot(metadata(name), samples)));
        gauges.forEach((name, samples) -> all.metricSnapshot(new GaugeSnapshot(metadata(name), samples)));
        return all.build();
    }

    private static MetricMetadata metadata(String name) {
        return NAMES.computeIfAbsent(name, any -> new MetricMetadata(name, HELP.get(name)));
    }
}
