package dev.rucksack.lab.scenario;

import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * One scrape of an application's metrics, Prometheus text format 0.0.4.
 *
 * @param samples by name with labels, as written
 */
public record Scrape(Map<String, Double> samples) {

    /** Reads the text; what is no sample is passed over. */
    public static Scrape parse(String text) {
        Map<String, Double> samples = new HashMap<>();
        for (String line : text.split("\n")) {
            int blank = line.lastIndexOf(' ');
            if (!line.startsWith("#") && blank > 0) {
                samples.put(line.substring(0, blank), Double.parseDouble(line.substring(blank + 1)));
            }
        }
        return new Scrape(Map.copyOf(samples));
    }

    /** A sample that must be there. */
    long count(String name) {
        Double value = samples.get(name);
        if (value == null) {
            throw new NoSuchElementException("No sample of " + name);
        }
        return Math.round(value);
    }

    /** The samples of a name, by the value of its only label. */
    Map<String, Long> byLabel(String name) {
        Map<String, Long> values = new HashMap<>();
        samples.forEach((sample, value) -> {
            if (sample.startsWith(name + "{")) {
                values.put(sample.split("\"")[1], Math.round(value));
            }
        });
        return values;
    }
}
