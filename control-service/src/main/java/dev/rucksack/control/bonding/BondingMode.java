package dev.rucksack.control.bonding;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How the bond spreads what it carries. Its {@link #toString()} is the word on the wire, and Speedify's own. */
public enum BondingMode {
    /** Everything over every link: as fast as the fastest, and as dear as all. */
    REDUNDANT,
    /** Each packet over one link. */
    SPEED,
    /** As {@link #SPEED}, and what it takes for a stream twice where that helps. */
    STREAMING;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The mode for a word; empty for every other word. */
    public static Optional<BondingMode> of(String word) {
        return Arrays.stream(values()).filter(mode -> mode.word.equals(word)).findFirst();
    }

    @Override
    public String toString() {
        return word;
    }
}
