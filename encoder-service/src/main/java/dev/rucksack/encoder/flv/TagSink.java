package dev.rucksack.encoder.flv;

/**
 * Takes tags, one after the other, from one thread at a time.
 *
 * <p>Ownership: the tag is lent for the duration of the call. A sink that keeps it calls {@link FlvTag#retain()} before it
 * returns and {@link FlvTag#release()} once it is done; the caller keeps and releases its own share. A tag that was given
 * to a sink is no longer restamped by anyone, for others may hold it.
 */
@FunctionalInterface
public interface TagSink {

    void tag(FlvTag tag);
}
