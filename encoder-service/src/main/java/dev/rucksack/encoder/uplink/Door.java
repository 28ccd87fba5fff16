package dev.rucksack.encoder.uplink;

import dev.rucksack.encoder.flv.TagKind;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Between one publisher and the ingest: the publisher connects to it on 127.0.0.1, it owns the socket that goes out, and so it
 * knows what the ingest has. Used once.
 */
interface Door {

    /** What ended it. The first cause counts, for it brings the others about. */
    enum End {
        INGEST_CLOSED,
        PUBLISHER_CLOSED,
        CLOSED_BY_US
    }

    /** Hears a door, on its threads. */
    interface Listener {

        /** The publisher has connected. */
        void connected();

        /** The ingest has the message of media with this time (RTMP). */
        void acknowledged(TagKind kind, long timestampMillis);

        /** The ingest has everything that was released up to this moment (SRT). */
        void acknowledgedReleasedBefore(long nanos);

        void ended(End end);
    }

    /** Opens one door after another to the same ingest. */
    interface Opener {

        /**
         * Opens a door; the connection to the ingest is made, as far as the protocol has one. Blocks until an attempt has ended.
         *
         * @param everyNanos from the beginning of one attempt to that of the next
         */
        Door open(Listener listener, long everyNanos) throws IOException;

        /** The door that is open will do for now: gets ready for the next one what takes time. */
        default void standBy() {}

        /** Tries without waiting, while another door is open still: whether {@link #open} would give one now. */
        default boolean knock(long everyNanos) {
            return false;
        }

        /** No more knocking: what was begun is forgotten. */
        default void rest() {}

        /** Ends it; a blocked {@link #open} throws. */
        default void close() {}
    }

    /** Where the publisher connects to, on 127.0.0.1. */
    int port();

    void start();

    @Nullable
    End end();

    /** What an end means, seen from now. */
    LossReason reason(End end, long nowNanos);

    /** Whether the ingest has agreed to take media. */
    boolean granted();

    /** When the publisher asked to publish; valid once {@link #granted()}. */
    long askedNanos();

    /** Whether the network takes nothing: what was sent is repeated, and nobody says that it came. */
    default boolean unanswered() {
        return false;
    }

    /** Everything that was sent is acknowledged. */
    boolean drained();

    /**
     * Looks whether silence tells something; called ten times a second.
     *
     * @param publisherFinished it has ended after the end of its input: what it sent is all there will be
     */
    void look(boolean publisherFinished);

    /** Bytes that the other side has. */
    long acknowledgedBytes();

    double roundTripSeconds();

    /** The shortest of late: without our own queueing. */
    double shortestRoundTripSeconds();

    /** Packets that left, each once; 0 with TCP, which does not tell. */
    long sentPackets();

    /** Packets that got lost on the way at first; 0 with TCP, which does not tell. */
    long lostPackets();

    /** Closes it, and tells before what has arrived; what was handed to the system still goes out. Does not block. */
    void close();

    /** Closes it at once, and tells what had arrived: the ingest forgets us, what is on its way is lost. */
    void reset();
}
