package dev.rucksack.control.panel;

import org.jspecify.annotations.Nullable;

/**
 * What is known of the board.
 *
 * @param port the serial port it is on, null without a board
 * @param firmware what it says it is, null until it said so (the original firmware never does)
 * @param lamp what it was last told to show
 * @param silentSinceNanos since when a board that acknowledges has not done so, null while it does
 * @param noisy whether it has sent lines within the last minute that nobody understands
 */
public record PanelState(
        boolean connected,
        @Nullable String port,
        @Nullable String firmware,
        @Nullable Lamp lamp,
        @Nullable Long silentSinceNanos,
        boolean noisy) {

    /** No board. */
    public static final PanelState ABSENT = new PanelState(false, null, null, null, null, false);
}
