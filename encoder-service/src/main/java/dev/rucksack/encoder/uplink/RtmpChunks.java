package dev.rucksack.encoder.uplink;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Follows one direction of an RTMP connection and tells where each message ends: handshake and chunk headers are read, the
 * rest is passed over. Pure, fed in any pieces, allocates per chunk stream only.
 */
final class RtmpChunks {

    /** Hears messages. */
    interface Listener {

        /**
         * A message is whole.
         *
         * @param type message type id: 8 audio, 9 video, 20 command in AMF0
         * @param timestampMillis absolute, unsigned 32 bits
         * @param beginning the first bytes of its payload
         * @param beginningBytes how many of these are valid
         * @param endOffset bytes of this direction up to and with its last byte
         */
        void message(int type, long timestampMillis, byte[] beginning, int beginningBytes, long endOffset);
    }

    static final int TYPE_SET_CHUNK_SIZE = 1; // 5.4.1
    static final int TYPE_AUDIO = 8; // 7.1.4
    static final int TYPE_VIDEO = 9; // 7.1.5
    static final int TYPE_COMMAND_AMF3 = 17; // 7.1.1
    static final int TYPE_COMMAND_AMF0 = 20; // 7.1.1

    /** Text begins with a larger one, which is what the version is for: 5.2.2. */
    private static final int VERSION = 3;

    private static final int HANDSHAKE_BYTES = 1 + 1536 + 1536; // C0/S0, C1/S1, C2/S2: 5.2
    private static final int DEFAULT_CHUNK_SIZE = 128; // 5.4.1
    private static final int EXTENDED = 0xffffff; // 5.3.1.3
    private static final int[] MESSAGE_HEADER_BYTES = {11, 7, 3, 0}; // fmt 0 to 3: 5.3.1.2
    private static final int LARGEST_STREAM_ID = 65_599; // 5.3.1.1
    private static final int MOST_STREAMS = 64; // ffmpeg and every ingest seen use fewer than ten
    private static final int BEGINNING_BYTES = 512;

    private final Listener listener;
    private final Map<Integer, ChunkStream> streams = new HashMap<>();
    private final byte[] header = new byte[18];
    private long offset;
    private int headerBytes;
    private int chunkSize = DEFAULT_CHUNK_SIZE;
    private int payloadLeft;
    private ChunkStream current = new ChunkStream();

    private static final class ChunkStream {
        private final byte[] beginning = new byte[BEGINNING_BYTES];
        private long timestamp;
        private long field;
        private boolean extended;
        private boolean known;
        private int length;
        private int type;
        private int received;
    }

    RtmpChunks(Listener listener) {
        this.listener = listener;
    }

    /**
     * Takes the next bytes.
     *
     * @throws IOException if this is no RTMP
     */
    void feed(byte[] bytes, int from, int count) throws IOException {
        int at = from;
        int end = from + count;
        while (at < end) {
            if (offset == 0 && bytes[at] != VERSION) {
                throw new IOException("this is no RTMP: it begins with " + bytes[at]);
            }
            if (offset < HANDSHAKE_BYTES) {
                int skipped = (int) Math.min(end - at, HANDSHAKE_BYTES - offset);
                at += skipped;
                offset += skipped;
            } else if (payloadLeft > 0) {
                int taken = Math.min(end - at, payloadLeft);
                payload(bytes, at, taken);
                at += taken;
            } else {
                header[headerBytes++] = bytes[at++];
                offset++;
                if (headerBytes == headerLength()) {
                    chunkBegins();
                }
            }
        }
    }

    /** Bytes taken so far. */
    long offset() {
        return offset;
    }

    /** Whether what was taken so far ends with the end of a message; any part of the handshake is as good. */
    boolean whole() {
        return offset <= HANDSHAKE_BYTES || headerBytes == 0 && payloadLeft == 0 && current.received == 0;
    }

    /** As far as it can be told from what is there: grows while the header arrives. */
    private int headerLength() throws IOException {
        int basic = basicHeaderBytes();
        if (headerBytes < basic) {
            return basic;
        }
        int fmt = (header[0] & 0xc0) >> 6;
        int plain = basic + MESSAGE_HEADER_BYTES[fmt];
        if (headerBytes < plain) {
            return plain;
        }
        boolean extended = fmt == 3 ? stream(streamId()).extended : unsigned24(basic) == EXTENDED;
        return extended ? plain + 4 : plain;
    }

    private int basicHeaderBytes() {
        return switch (header[0] & 0x3f) {
            case 0 -> 2;
            case 1 -> 3;
            default -> 1;
        };
    }

    private int streamId() {
        return switch (header[0] & 0x3f) {
            case 0 -> (header[1] & 0xff) + 64;
            case 1 -> (header[2] & 0xff) * 256 + (header[1] & 0xff) + 64;
            default -> header[0] & 0x3f;
        };
    }

    private ChunkStream stream(int id) throws IOException {
        ChunkStream stream = streams.get(id);
        if (stream == null) {
            if (id > LARGEST_STREAM_ID || streams.size() == MOST_STREAMS) {
                throw new IOException("this is no RTMP: too many chunk streams");
            }
            stream = new ChunkStream();
            streams.put(id, stream);
        }
        return stream;
    }

    private void chunkBegins() throws IOException {
        int fmt = (header[0] & 0xc0) >> 6;
        int at = basicHeaderBytes();
        current = stream(streamId());
        if (fmt > 0 && !current.known) {
            throw new IOException("this is no RTMP: a chunk refers to one that never was");
        }
        if (fmt < 3) {
            current.extended = unsigned24(at) == EXTENDED;
            if (fmt < 2) {
                current.length = unsigned24(at + 3);
                current.type = header[at + 6] & 0xff;
            }
            current.received = 0;
        }
        if (current.received == 0) {
            int fieldAt = at + MESSAGE_HEADER_BYTES[fmt];
            if (current.extended) {
                current.field = unsigned32(fieldAt);
            } else if (fmt < 3) {
                current.field = unsigned24(at);
            }
            // fmt 3 that begins a message repeats the last difference, or the last absolute time as one: 5.3.1.2.4
            current.timestamp = fmt == 0 ? current.field : current.timestamp + current.field & 0xffffffffL;
        }
        current.known = true;
        headerBytes = 0;
        payloadLeft = Math.min(chunkSize, current.length - current.received);
        if (payloadLeft == 0) {
            messageEnds();
        }
    }

    private void payload(byte[] bytes, int at, int count) throws IOException {
        int kept = Math.min(count, BEGINNING_BYTES - current.received);
        if (kept > 0) {
            System.arraycopy(bytes, at, current.beginning, current.received, kept);
        }
        current.received += count;
        payloadLeft -= count;
        offset += count;
        if (payloadLeft == 0 && current.received == current.length) {
            messageEnds();
        }
    }

    private void messageEnds() throws IOException {
        int known = Math.min(current.length, BEGINNING_BYTES);
        current.received = 0;
        if (current.type == TYPE_SET_CHUNK_SIZE) {
            if (known < 4 || current.beginning[0] < 0) {
                throw new IOException("this is no RTMP: an impossible chunk size");
            }
            int wanted = (int) unsigned32(current.beginning, 0);
            if (wanted < 1) {
                throw new IOException("this is no RTMP: an impossible chunk size");
            }
            chunkSize = wanted;
        }
        listener.message(current.type, current.timestamp, current.beginning, known, offset);
    }

    private int unsigned24(int at) {
        return (header[at] & 0xff) << 16 | (header[at + 1] & 0xff) << 8 | header[at + 2] & 0xff;
    }

    private long unsigned32(int at) {
        return unsigned32(header, at);
    }

    private static long unsigned32(byte[] from, int at) {
        return (from[at] & 0xffL) << 24
                | (from[at + 1] & 0xff) << 16
                | (from[at + 2] & 0xff) << 8
                | from[at + 3] & 0xff;
    }
}
