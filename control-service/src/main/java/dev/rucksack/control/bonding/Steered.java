package dev.rucksack.control.bonding;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a bond that can be steered is set.
 *
 * @param mode null when unknown
 * @param transport null when unknown
 * @param changed what we have changed for the stream and put back after it, in a few words each
 * @param trouble what the bond did not do for us, null for nothing
 */
public record Steered(
        @Nullable BondingMode mode,
        @Nullable Transport transport,
        List<String> changed,
        @Nullable Trouble trouble) {

    /** Nothing is known yet, nothing was changed. */
    public static final Steered UNKNOWN = new Steered(null, null, List.of(), null);

    /**
     * Something that was wanted of the bond and is not so.
     *
     * @param passing whether it is tried again
     */
    public record Trouble(String sentence, boolean passing) {}

    public Steered {
        changed = List.copyOf(changed);
    }
}
