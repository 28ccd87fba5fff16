package dev.rucksack.encoder.uplink;

import java.nio.channels.WritableByteChannel;

/** A running process that takes FLV and speaks the ingest's protocol to the Gate. */
public interface Publisher {

    /** Takes FLV; blocks while the publisher is busy, fails once it is gone. */
    WritableByteChannel input();

    /** It has opened its output, so it has read what it needs: the key's file can go. */
    void connected();

    /** Orderly: the end of the input, so that it finishes and says good-bye. Returns at once. */
    void finish();

    /** KILL, at once. A write that is blocked ends by it. */
    void kill();

    boolean alive();
}
