package dev.rucksack.control.bonding;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the bond's own connections are made of. Its {@link #toString()} is the word on the wire, and Speedify's own. */
public enum Transport {
    AUTO,
    TCP,
    TCP_MULTI,
    UDP,
    HTTPS;

    private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The transport for a word; empty for every other word. */
    public static Optional<Transport> of(String word) {
        return Arrays.stream(values())
                .filter(transport -> transport.word.equals(word))
                .findFirst();
    }

    @Override
    public String toString() {
        return word;
    }
}
