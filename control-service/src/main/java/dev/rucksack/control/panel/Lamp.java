package dev.rucksack.control.panel;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the ten lamps show. Its {@link #toString()} is the STATE of the line {@code lamp STATE N} and of the API. */
public enum Lamp {
    IDLE,
    STARTING,
    STOPPING,
    LIVE,
    HOT,
    RECONNECTING,
    SLATE,
    PRIVACY,
    FAULT,
    STALE;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The lamp for a word of the contract; empty for every other word. */
    public static Optional<Lamp> of(String word) {
        return Arrays.stream(values()).filter(lamp -> lamp.word.equals(word)).findFirst();
    }

    @Override
    public String toString() {
        return word;
    }
}
