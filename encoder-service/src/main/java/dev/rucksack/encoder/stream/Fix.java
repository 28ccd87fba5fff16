package dev.rucksack.encoder.stream;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The page on which a person mends a fault. */
public enum Fix {
    NONE,
    KEY,
    DESTINATION,
    RECORDINGS,
    SPEEDIFY;

    /** The word in the API, or {@code null} where no page helps. */
    public @Nullable String word() {
        return this == NONE ? null : name().toLowerCase(Locale.ROOT);
    }
}
