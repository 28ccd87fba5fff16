package dev.rucksack.encoder.uplink;

import java.io.IOException;

/** Starts publishers. */
public interface Publishers {

    /**
     * Starts one without its key, which waits for a {@link #start} with this destination and port; one at a time. Where that does not
     * work, or is not done, {@link #start} starts its own.
     *
     * @param port where it will connect to once it has something to publish
     */
    default void prepare(Destination destination, int port) {}

    /** Ends the one that waits, if there is one. */
    default void dismiss() {}

    /**
     * Starts one that reads FLV and sends it to {@code target}.
     *
     * @param whenGone called once, when it has ended, whatever the reason; on any thread
     * @throws IOException if the program cannot be started
     */
    Publisher start(PublisherTarget target, Runnable whenGone) throws IOException;
}
