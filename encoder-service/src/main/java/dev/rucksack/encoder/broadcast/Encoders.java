package dev.rucksack.encoder.broadcast;

import dev.rucksack.encoder.flv.TagSink;
import dev.rucksack.encoder.frame.FrameSink;
import dev.rucksack.encoder.frame.Rendition;
import dev.rucksack.encoder.sound.SampleSink;
import dev.rucksack.encoder.stream.FaultCode;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Opens encoders for picture and sound. */
public interface Encoders {

    /** Picture and sound of one stream being encoded, whichever processes do it. */
    interface Encoding {

        /** Completes when both take what is given to them. */
        CompletableFuture<Void> start();

        FrameSink picture();

        SampleSink sound();

        /** Takes nothing more; complete when the last tag was given on. */
        CompletableFuture<Void> stop();
    }

    /** Hears of processes that end unasked; must be quick. */
    interface Listener {

        void restarted(String process);

        /** @param fault null if its last words fit none */
        void failed(String process, @Nullable FaultCode fault);
    }

    /** Which encoder {@code auto} means for this rendition here. May take seconds. */
    String choose(Rendition rendition);

    /**
     * Starts what {@link #open} will need for this rendition, so that it takes frames at once. It waits, without work, for the next
     * {@link #open} of the same rendition; there is one at a time.
     */
    void prepare(Rendition rendition);

    /** @param sink takes the tags of both, from their own threads; must be quick */
    Encoding open(Rendition rendition, TagSink sink, Listener listener);
}
