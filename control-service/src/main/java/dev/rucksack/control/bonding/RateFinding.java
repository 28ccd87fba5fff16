package dev.rucksack.control.bonding;

import java.util.Locale;

/** What the bond's rates are taken to count, and on what ground. */
public record RateFinding(Unit unit, Ground ground) {

    /** Of what so many a second. Its {@link #toString()} is the word on the wire. */
    public enum Unit {
        BITS,
        BYTES;

        private final String word = name().toLowerCase(Locale.ROOT);

        @Override
        public String toString() {
            return word;
        }
    }

    /** How that is known. Its {@link #toString()} is the word on the wire. */
    public enum Ground {
        /** By configuration. */
        SET,
        /** Nothing has shown it yet. */
        ASSUMED,
        /** By the interfaces' own counters. */
        MEASURED;

        private final String word = name().toLowerCase(Locale.ROOT);

        @Override
        public String toString() {
            return word;
        }
    }
}
