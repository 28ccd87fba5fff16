package dev.rucksack.encoder.frame;

/** Hears each tick of a stream, on the clock's thread: it must not block. */
@FunctionalInterface
public interface TickListener {

    /**
     * @param tick number of the tick in its stream, from 0
     * @param place when, in nanoseconds of the injected clock, what the tick shows was seen: smoothed, a little before or
     *     after now
     */
    void tick(long tick, long place);
}
