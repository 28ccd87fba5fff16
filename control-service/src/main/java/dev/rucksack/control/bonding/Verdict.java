package dev.rucksack.control.bonding;

import java.util.Locale;

/** What a link is worth now. Its {@link #toString()} is the word on the wire. */
public enum Verdict {
    GOOD,
    WEAK,
    BAD,
    DOWN;

    private final String word = name().toLowerCase(Locale.ROOT);

    @Override
    public String toString() {
        return word;
    }
}
