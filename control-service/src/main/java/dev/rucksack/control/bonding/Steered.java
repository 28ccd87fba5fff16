package dev.rucksack.control.bonding;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a bond that can be steered is set.
 *
 * @param mode null when unknown
 * @param transport null when unknown
 * @param changed what we have changed for the stream and put back after it, in a few words each
 * @param trouble what the bond did not do for us, null for nothing
 * @param unmet what we have asked of it and is not so, and nobody else has decided
 */
public record Steered(
        @Nullable BondingMode mode,
        @Nullable Transport transport,
        List<String> changed,
        @Nullable Trouble trouble,
        List<Unmet> unmet) {

    /** All that was asked of it is so. */
    public Steered(
            @Nullable BondingMode mode,
            @Nullable Transport transport,
            List<String> changed,
            @Nullable Trouble trouble) {
        this(mode, transport, changed, trouble, List.of());
    }

    /** Nothing is known yet, nothing was changed. */
    public static final Steered UNKNOWN = new Steered(null, null, List.of(), null);

    /**
     * Something that was wanted of the bond and is not so.
     *
     * @param passing whether it is tried again
     */
    public record Trouble(String sentence, boolean passing) {}

    /**
     * A wish that is not fulfilled.
     *
     * @param link of which link; null for one of the whole tunnel
     */
    public record Unmet(Setting setting, @Nullable String link) {}

    /** What can be wished of a bond. Its {@link #toString()} is the metrics' label. */
    public enum Setting {
        MODE,
        TRANSPORT,
        /** That the ingest is known to it as a stream. */
        STREAM,
        PRIORITY,
        CAP;

        private final String word = name().toLowerCase(Locale.ROOT);

        @Override
        public String toString() {
            return word;
        }
    }

    public Steered {
        changed = List.copyOf(changed);
        unmet = List.copyOf(unmet);
    }
}
