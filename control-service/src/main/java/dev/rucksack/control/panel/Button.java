package dev.rucksack.control.panel;

/** The board's two buttons. */
public enum Button {
    /** Go live. */
    A,
    /** Stop. */
    B
}
