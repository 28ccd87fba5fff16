package dev.rucksack.encoder.ffmpeg;

import dev.rucksack.encoder.sound.SampleSink;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The form in which the audio encoder reads samples: Apple's Core Audio Format with a data chunk without end (Core Audio Format Specification
 * 1.0: "The Data Chunk", size -1). ffmpeg reads it 4096 bytes at a time. Of plain {@code s16le} it waits for as much as a tenth of a second
 * has, rounded down to a power of two: measured, 10.7 ms with 5.1.9, 85 ms with 7.1.5, for which every picture would wait.
 */
final class RawSound {

    /** What ffmpeg reads at once ({@code CAF_MAX_PKT_SIZE}, libavformat/cafdec.c), and one AAC frame: 1024 samples. */
    static final int PIECE_BYTES = 4096;

    private static final int DESCRIPTION_BYTES = 32;
    private static final int LITTLE_ENDIAN = 2; // kCAFLinearPCMFormatFlagIsLittleEndian
    private static final int BITS = 16;

    private RawSound() {}

    /** What comes before the first sample. */
    static ByteBuffer header() {
        ByteBuffer header = ByteBuffer.allocateDirect(128);
        word(header, "caff").putShort((short) 1).putShort((short) 0);
        word(header, "desc").putLong(DESCRIPTION_BYTES).putDouble(SampleSink.RATE);
        word(header, "lpcm").putInt(LITTLE_ENDIAN);
        header.putInt(SampleSink.FRAME_BYTES) // of a packet, which is
                .putInt(1) // one sample of
                .putInt(SampleSink.CHANNELS)
                .putInt(BITS);
        word(header, "data").putLong(-1).putInt(0);
        return header.flip();
    }

    private static ByteBuffer word(ByteBuffer header, String fourLetters) {
        return header.put(fourLetters.getBytes(StandardCharsets.US_ASCII));
    }
}
