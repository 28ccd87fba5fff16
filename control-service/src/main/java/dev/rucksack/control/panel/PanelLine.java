package dev.rucksack.control.panel;

import org.jspecify.annotations.Nullable;

/** One line from the board, understood. Source: docs/contract.md, "Board and host". */
public sealed interface PanelLine {

    /** Who the board is: {@code rucksack 1}. */
    record Hello(String firmware) implements PanelLine {}

    /** A button went down: {@code press a}, or the original firmware's {@code 1} and {@code 2}. */
    record Press(Button button) implements PanelLine {}

    /**
     * The slide switch.
     *
     * @param on its position; null for the original firmware's {@code 3}, which does not tell it
     */
    record Switch(@Nullable Boolean on) implements PanelLine {}

    /** The lamp of that number is lit: {@code ack 17}. */
    record Ack(long number) implements PanelLine {}

    /** None of these. */
    record Noise() implements PanelLine {}

    /** The longest line of the contract, in bytes without its LF. */
    int LONGEST = 64;

    /** Understands a line without its LF; never fails. */
    static PanelLine parse(String line) {
        switch (line) {
            case "1", "press a":
                return new Press(Button.A);
            case "2", "press b":
                return new Press(Button.B);
            case "3":
                return new Switch(null);
            case "switch on":
                return new Switch(true);
            case "switch off":
                return new Switch(false);
            default:
                return parseArgument(line);
        }
    }

    private static PanelLine parseArgument(String line) {
        if (line.matches("rucksack [0-9]{1,9}")) {
            return new Hello(line);
        }
        if (line.matches("ack [0-9]{1,18}")) {
            return new Ack(Long.parseLong(line.substring(4)));
        }
        return new Noise();
    }
}
