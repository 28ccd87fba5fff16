package dev.rucksack.encoder.ffmpeg;

import java.util.List;

/**
 * What to start.
 *
 * @param name short name for threads, logs and metrics: {@code capture}, {@code encoder}, {@code publisher}
 * @param command program and arguments; no secret may be among them, every user of the machine can read them
 * @param law how it takes a stop
 * @param output what becomes of its standard output
 */
public record ChildCommand(String name, List<String> command, StopLaw law, Output output) {

    /** What becomes of a child's standard output. */
    public enum Output {
        /** Nobody wants it: discarded by the system. */
        DISCARD,
        /** The caller reads {@link Child#output()} and must go on reading, or the child blocks. */
        CALLER,
        /** Drained line by line to {@link ChildListener#outputLine}. */
        LINES
    }

    public ChildCommand {
        command = List.copyOf(command);
        if (command.isEmpty()) {
            throw new IllegalArgumentException("A child needs a command.");
        }
    }
}
