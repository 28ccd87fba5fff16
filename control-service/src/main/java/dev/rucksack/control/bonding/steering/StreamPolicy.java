package dev.rucksack.control.bonding.steering;

import dev.rucksack.control.bonding.BondingMode;
import dev.rucksack.control.bonding.Transport;
import org.jspecify.annotations.Nullable;

/**
 * What is set for the stream while it is wanted.
 *
 * @param mode null to leave it as it is
 * @param redundantBelowBitsPerSecond a stream that takes less goes redundant; 0 for none
 * @param transport null to leave it as it is
 * @param rules whether the ingest is told to the bond as a stream
 */
public record StreamPolicy(
        @Nullable BondingMode mode,
        long redundantBelowBitsPerSecond,
        @Nullable Transport transport,
        boolean rules) {

    /** Nothing is set for the stream. */
    public static final StreamPolicy NOTHING = new StreamPolicy(null, 0, null, false);

    /** The mode for a stream that takes so much, null to leave it as it is. */
    @Nullable
    BondingMode modeFor(@Nullable Long bitsPerSecond) {
        boolean small = bitsPerSecond != null && bitsPerSecond < redundantBelowBitsPerSecond;
        return small ? BondingMode.REDUNDANT : mode;
    }
}
