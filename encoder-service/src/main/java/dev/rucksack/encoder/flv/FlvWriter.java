package dev.rucksack.encoder.flv;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * Writes FLV to a blocking channel. Bytes are gathered until {@link #flush()} or until the gathered are 64 KiB; nothing is
 * allocated per tag. Not thread-safe.
 */
public final class FlvWriter {

    private static final int HAS_AUDIO = 4; // TypeFlagsAudio, E.2
    private static final int HAS_VIDEO = 1; // TypeFlagsVideo, E.2
    private static final int FILE_HEADER_BYTES = 9; // DataOffset of version 1, E.2

    private final WritableByteChannel channel;
    private final ByteBuffer staged = ByteBuffer.allocate(64 * 1024);
    private long written;

    public FlvWriter(WritableByteChannel channel) {
        this.channel = channel;
    }

    /** The file's header and the size of the tag before the first, which is 0: E.2, E.3. */
    public void header(boolean audio, boolean video) throws IOException {
        room(FILE_HEADER_BYTES + FlvTag.TRAILER_BYTES);
        staged.put((byte) 'F').put((byte) 'L').put((byte) 'V').put((byte) 1);
        staged.put((byte) ((audio ? HAS_AUDIO : 0) | (video ? HAS_VIDEO : 0)));
        staged.putInt(FILE_HEADER_BYTES).putInt(0);
        written += FILE_HEADER_BYTES + FlvTag.TRAILER_BYTES;
    }

    /** The tag and its size behind it. The tag is only borrowed. */
    public void tag(FlvTag tag) throws IOException {
        int done = 0;
        while (done < tag.size()) {
            room(1);
            done += tag.copyTo(done, staged);
        }
        written += tag.size();
    }

    /** Hands everything gathered to the channel. */
    public void flush() throws IOException {
        staged.flip();
        try {
            while (staged.hasRemaining()) {
                channel.write(staged);
            }
        } finally {
            staged.compact();
        }
    }

    /** Bytes taken so far, gathered ones included. */
    public long written() {
        return written;
    }

    private void room(int bytes) throws IOException {
        if (staged.remaining() < bytes) {
            flush();
        }
    }
}
