package dev.rucksack.lab.board;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A lamp as the board lit it.
 *
 * @param state the state's word in the line protocol
 * @param number the number of the host's line; null where the board lit by itself ({@code stale}, after three silent seconds)
 * @param at when it was lit
 * @param nanos the same instant by {@link System#nanoTime()}
 */
public record LampChange(String state, @Nullable Long number, Instant at, long nanos) {}
