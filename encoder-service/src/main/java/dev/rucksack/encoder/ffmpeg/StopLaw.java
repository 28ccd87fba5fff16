package dev.rucksack.encoder.ffmpeg;

import java.time.Duration;

/**
 * How a child takes a stop: first politely, then TERM, then KILL.
 *
 * @param polite what is tried first
 * @param patience how long the polite way may take before TERM
 * @param lastPatience how long TERM may take before KILL
 */
public record StopLaw(Polite polite, Duration patience, Duration lastPatience) {

    /** The polite way. */
    public enum Polite {
        /** A {@code q} on standard input, ffmpeg's own way: it finishes its output (needs a start without {@code -nostdin}). */
        QUIT_KEY,
        /** Standard input is the child's data: its end is the stop. */
        END_OF_INPUT,
        /** TERM is the first step. */
        TERM
    }

    /** {@code q}, after 2 s TERM, after 2 s more KILL. */
    public static final StopLaw QUIT = new StopLaw(Polite.QUIT_KEY, Duration.ofSeconds(2), Duration.ofSeconds(2));

    /** End of input, after 2 s TERM, after 2 s more KILL. */
    public static final StopLaw END_OF_INPUT =
            new StopLaw(Polite.END_OF_INPUT, Duration.ofSeconds(2), Duration.ofSeconds(2));

    /** TERM, after 2 s KILL. */
    public static final StopLaw TERM = new StopLaw(Polite.TERM, Duration.ZERO, Duration.ofSeconds(2));

    public StopLaw withPatience(Duration first, Duration last) {
        return new StopLaw(polite, first, last);
    }
}
