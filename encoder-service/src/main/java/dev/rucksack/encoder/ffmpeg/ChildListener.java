package dev.rucksack.encoder.ffmpeg;

/** Hears a child. Called on the child's own threads: return quickly, throw nothing. */
public interface ChildListener {

    /** One line of standard error, masked, without its end. A progress line that ends in CR counts as a line. */
    default void errorLine(String line) {}

    /** One line of standard output, masked, if the command asked for {@link ChildCommand.Output#LINES}. */
    default void outputLine(String line) {}

    /** The child has ended. Called exactly once, after its last line. */
    default void exited(ChildExit exit) {}
}
