package dev.rucksack.control.panel;

import org.jspecify.annotations.Nullable;

/** Hears the board. Called on the board's own thread: return at once. */
public interface PanelListener {

    /** A button went down; repetitions of a held button are already removed. */
    void pressed(Button button);

    /** The slide switch moved, or the original firmware said {@code 3}. It orders nothing. */
    void switched(@Nullable Boolean on);

    /** The board came, went or said who it is. */
    void changed(PanelState state);
}
