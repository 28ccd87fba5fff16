package dev.rucksack.control.bonding;

import org.jspecify.annotations.Nullable;

/**
 * What is wished of a link; null is unknown.
 *
 * @param priority as set
 * @param inForce what applies now, where the bond decides by itself
 * @param dayLimitBytes 0 for no limit
 * @param monthLimitBytes 0 for no limit
 * @param monthResetDay 1 to 31, 0 for sliding thirty days
 * @param overLimitBitsPerSecond how fast it may still be when a limit is reached; 0 if it rests then
 */
public record LinkPolicy(
        @Nullable Priority priority,
        @Nullable Priority inForce,
        @Nullable Long dayLimitBytes,
        @Nullable Long monthLimitBytes,
        @Nullable Integer monthResetDay,
        @Nullable Long overLimitBitsPerSecond) {}
