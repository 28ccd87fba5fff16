package dev.rucksack.encoder.uplink;

import dev.rucksack.encoder.flv.FlvTag;
import dev.rucksack.encoder.flv.TagSink;
import java.time.Duration;

/**
 * One order's way to the ingest. It takes tags from the video and the audio encoder's threads, in session time, and brings
 * them there by itself, through lost connections and dead publishers, until it is closed or gives up.
 */
public interface Uplink extends TagSink {

    /**
     * Takes a tag of either encoder; thread-safe, never blocks on the network. Timestamps of each track grow. Sequence
     * headers come before the frames that they are for; script tags are passed over.
     */
    @Override
    void tag(FlvTag tag);

    /**
     * Ends it: what is queued may still go out for {@code grace}, the rest counts as dropped. Blocks for at most grace and
     * three seconds. Tags that come later are passed over. Closing again does nothing.
     */
    void close(Duration grace);
}
