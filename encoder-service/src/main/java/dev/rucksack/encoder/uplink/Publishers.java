package dev.rucksack.encoder.uplink;

import java.io.IOException;

/** Starts publishers. */
public interface Publishers {

    /**
     * Starts one that reads FLV and sends it to {@code target}.
     *
     * @param whenGone called once, when it has ended, whatever the reason; on any thread
     * @throws IOException if the program cannot be started
     */
    Publisher start(PublisherTarget target, Runnable whenGone) throws IOException;
}
