package dev.rucksack.lab.bench;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The media messages in what an RTMP publisher sends, each as soon as its last byte is read. */
final class RtmpMedia {

    static final int AUDIO = 8; // RTMP 1.0, 7.1.4
    static final int VIDEO = 9; // RTMP 1.0, 7.1.5
    private static final int SET_CHUNK_SIZE = 1; // RTMP 1.0, 5.4.1
    private static final int HANDSHAKE_BYTES = 1 + 1536 + 1536; // C0, C1 and C2: RTMP 1.0, 5.2

    /** Hears each message of media, on the thread that reads. */
    interface Listener {
        void message(int type, long millis, byte[] payload);
    }

    private static final class Stream {
        long millis;
        long delta;
        int type;
        byte[] payload = new byte[0];
        int filled;
    }

    private final DataInputStream in;
    private final Listener listener;
    private final Map<Integer, Stream> streams = new HashMap<>();
    private int chunkSize = 128;

    RtmpMedia(DataInputStream in, Listener listener) {
        this.in = in;
        this.listener = listener;
    }

    /** Reads to the end of the connection. */
    void read() throws IOException {
        in.readFully(new byte[HANDSHAKE_BYTES]);
        try {
            while (true) {
                chunk();
            }
        } catch (EOFException e) {
            return;
        }
    }

    /** RTMP 1.0, 5.3.1. A stream of less than four hours has no extended timestamps. */
    private void chunk() throws IOException {
        int first = in.readUnsignedByte();
        int id = first & 0x3f;
        if (id == 0) {
            id = 64 + in.readUnsignedByte();
        } else if (id == 1) {
            id = 64 + in.readUnsignedByte() + 256 * in.readUnsignedByte();
        }
        Stream stream = streams.computeIfAbsent(id, any -> new Stream());
        header(first >> 6, stream);
        int count = Math.min(chunkSize, stream.payload.length - stream.filled);
        in.readFully(stream.payload, stream.filled, count);
        stream.filled += count;
        if (stream.filled == stream.payload.length) {
            whole(stream);
        }
    }

    private void header(int format, Stream stream) throws IOException {
        boolean begins = stream.filled == 0;
        if (format < 3) {
            stream.delta = unsigned24();
            if (format < 2) {
                stream.payload = new byte[unsigned24()];
                stream.type = in.readUnsignedByte();
            }
            if (format == 0) {
                in.readInt(); // message stream id
                stream.millis = 0;
            }
        }
        if (begins) {
            if (format >= 2) {
                stream.payload = new byte[stream.payload.length];
            }
            stream.millis += stream.delta;
        }
    }

    private void whole(Stream stream) {
        stream.filled = 0;
        if (stream.type == SET_CHUNK_SIZE) {
            byte[] size = stream.payload;
            chunkSize = (size[0] & 0x7f) << 24 | (size[1] & 0xff) << 16 | (size[2] & 0xff) << 8 | size[3] & 0xff;
        } else if (stream.type == AUDIO || stream.type == VIDEO) {
            listener.message(stream.type, stream.millis, stream.payload);
        }
    }

    private int unsigned24() throws IOException {
        return in.readUnsignedByte() << 16 | in.readUnsignedByte() << 8 | in.readUnsignedByte();
    }
}
