package dev.rucksack.control.bonding.steering;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * By what the bond knows a stream: four lists, compared as sets.
 *
 * @param entries what could be read of each list; a list that is missing is unknown
 * @param unreadable lists with an entry that could not be read, and so could not be written back
 */
public record StreamRules(Map<Kind, Set<String>> entries, Set<Kind> unreadable) {

    /** A list. Its {@link #toString()} is Speedify's own word. */
    public enum Kind {
        DOMAINS,
        IPV4,
        IPV6,
        /** {@code 1935/tcp}, {@code 9000-9010/udp}. */
        PORTS;

        private final String word = name().toLowerCase(Locale.ROOT);

        @Override
        public String toString() {
            return word;
        }
    }

    /** Nothing is known. */
    static final StreamRules UNKNOWN = new StreamRules(Map.of(), Set.of());

    public StreamRules {
        Map<Kind, Set<String>> copy = new EnumMap<>(Kind.class);
        entries.forEach((kind, list) -> copy.put(kind, Collections.unmodifiableSet(new LinkedHashSet<>(list))));
        entries = Collections.unmodifiableMap(copy);
        unreadable = Set.copyOf(unreadable);
    }
}
