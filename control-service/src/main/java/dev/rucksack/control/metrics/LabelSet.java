package dev.rucksack.control.metrics;

import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The labels of one thing, and those with one label more, kept from scrape to scrape: making them looks through every letter of every
 * name, and a process that has just started does that slowly. Safe from every thread.
 */
final class LabelSet {

    private final Labels own;
    private final Map<Object, Labels> more = new ConcurrentHashMap<>();

    LabelSet(Labels own) {
        this.own = own;
    }

    Labels own() {
        return own;
    }

    /** @param value by which they are found again: no two labels share one */
    Labels with(String label, Object value) {
        return more.computeIfAbsent(value, any -> own.add(label, value.toString()));
    }
}
