package dev.rucksack.lab.bench;

import java.io.IOException;
import java.util.List;

/** One of those that are compared: stands by, goes live at a press, and is stopped. */
interface Contender extends AutoCloseable {

    String name();

    /** Makes ready what stands ready before a press, for a stream to this address, with the camera open or closed. */
    void standBy(String ingestUrl, Turn.Camera camera) throws IOException, InterruptedException;

    /** The press, and at the same moment the camera, if it was closed. Returns at once. */
    void press() throws IOException;

    /** The other press, and waits until the stream has ended. */
    void release() throws IOException, InterruptedException;

    /** What its processes have cost so far. */
    List<ProcessCost> costs();

    @Override
    void close();
}
