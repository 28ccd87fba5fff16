package dev.rucksack.control.encoder;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the operator wants of the stream: the wish, never the state. Its {@link #toString()} is the word on the wire. */
public enum Wanted {
    LIVE,
    IDLE;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The wish for a word of the API ({@code live}, {@code idle}); empty for every other word. */
    public static Optional<Wanted> of(String word) {
        return Arrays.stream(values())
                .filter(wanted -> wanted.word.equals(word))
                .findFirst();
    }

    @Override
    public String toString() {
        return word;
    }
}
