package dev.rucksack.encoder.sound;

import java.nio.ByteBuffer;

/** Takes the sound of a stream, signed 16 bit little endian, interleaved. */
@FunctionalInterface
public interface SampleSink {

    /** Samples a second and channel: AAC's and ALSA's common rate. */
    int RATE = 48_000;

    int CHANNELS = 2;

    /** Bytes of one sample of all channels. */
    int FRAME_BYTES = 2 * CHANNELS;

    /**
     * Must not block.
     *
     * @param first number of the first sample since the stream began; each call begins where the last one ended
     * @param samples read to its end; the callee keeps nothing of it
     */
    void samples(long first, ByteBuffer samples);
}
