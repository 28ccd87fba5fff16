package dev.rucksack.encoder.frame;

/** Takes one frame per tick, on the clock's thread: it must not block. */
@FunctionalInterface
public interface FrameSink {

    /**
     * @param tick number of the tick in its stream, from 0
     * @param frame lent for the call; whoever keeps it retains it
     * @return false if there is no room: the tick is lost at the encoder
     */
    boolean offer(long tick, Frame frame);
}
