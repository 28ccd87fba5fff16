package dev.rucksack.control.bonding;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How the streams fare that the bond has recognised among its traffic, by its own judgement.
 *
 * @param bad what it complains of
 * @param fares one for each stream that is active
 */
public record StreamHealth(Set<Cause> bad, List<Fare> fares) {

    /** No stream was recognised, so none is bad. */
    public static final StreamHealth NONE = new StreamHealth(Set.of(), List.of());

    /** Why the bond calls streams bad. Its {@link #toString()} is the metrics' label. */
    public enum Cause {
        CPU,
        LATENCY,
        LOSS,
        MEMORY;

        private final String word = name().toLowerCase(Locale.ROOT);

        @Override
        public String toString() {
            return word;
        }
    }

    /** What the bond says of one stream. Its {@link #toString()} is the metrics' label, and Speedify's own word. */
    public enum Fare {
        GOOD,
        POOR,
        STOPPED;

        private final String word = name().toLowerCase(Locale.ROOT);

        @Override
        public String toString() {
            return word;
        }
    }

    public StreamHealth {
        bad = Set.copyOf(bad);
        fares = List.copyOf(fares);
    }

    /** How many streams fare so. */
    public long count(Fare fare) {
        return fares.stream().filter(one -> one == fare).count();
    }
}
