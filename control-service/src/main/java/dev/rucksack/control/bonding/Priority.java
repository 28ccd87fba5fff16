package dev.rucksack.control.bonding;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** When the bond may use a link. Its {@link #toString()} is the word on the wire, and Speedify's own. */
public enum Priority {
    /** The bond decides. */
    AUTOMATIC,
    /** Whenever it is up. */
    ALWAYS,
    /** When the links that are always used are full or down. */
    SECONDARY,
    /** Only when no other is up. */
    BACKUP,
    NEVER;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The priority for a word; empty for every other word. */
    public static Optional<Priority> of(String word) {
        return Arrays.stream(values())
                .filter(priority -> priority.word.equals(word))
                .findFirst();
    }

    @Override
    public String toString() {
        return word;
    }
}
