package dev.rucksack.encoder.flv;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One FLV tag in a pooled buffer: eleven bytes of header, the payload, and the four bytes of {@code PreviousTagSize} that
 * follow it (E.3), so that a tag goes out as one run of bytes.
 *
 * <p>Counted by references: who makes a tag holds one, {@link #retain()} adds one, {@link #release()} gives one back, and the
 * last returns the buffer to its pool. Content is read by any thread that holds a reference; {@link #restamp(long)} and
 * {@link #fill} only before the tag is shared.
 */
public final class FlvTag {

    /** TagType 1, DataSize 3, Timestamp 3, TimestampExtended 1, StreamID 3: E.4.1. */
    public static final int HEADER_BYTES = 11;

    /** {@code PreviousTagSize}: E.3. */
    public static final int TRAILER_BYTES = 4;

    /** {@code DataSize} is UI24: E.4.1. */
    static final int MAX_PAYLOAD_BYTES = (1 << 24) - 1;

    private static final int VIDEO_FRAME_TYPE_KEY = 1; // FrameType, E.4.3.1
    private static final int VIDEO_FRAME_TYPE_COMMAND = 5; // FrameType "video info/command frame", E.4.3.1
    private static final int VIDEO_CODEC_AVC = 7; // CodecID, E.4.3.1
    private static final int AUDIO_FORMAT_AAC = 10; // SoundFormat, E.4.2.1
    private static final int PACKET_SEQUENCE_HEADER = 0; // AVCPacketType E.4.3.1, AACPacketType E.4.2.1
    private static final int PACKET_END_OF_SEQUENCE = 2; // AVCPacketType E.4.3.1
    private static final int VIDEO_HEADER_BYTES = 5; // FrameType|CodecID, AVCPacketType, CompositionTime: E.4.3.1

    private static final int ENHANCED = 0x80; // IsExHeader, Enhanced RTMP v1 "Extended VideoTagHeader"
    private static final int ENHANCED_METADATA = 4; // PacketTypeMetadata, Enhanced RTMP v1

    private final TagPool pool;
    private final byte[] bytes;
    private final AtomicInteger references = new AtomicInteger();

    private TagKind kind = TagKind.SCRIPT;
    private int payloadSize;

    FlvTag(TagPool pool, int capacity) {
        this.pool = pool;
        this.bytes = new byte[capacity];
    }

    /** Readies a buffer that came out of the pool: the caller holds the only reference, the timestamp is 0. */
    FlvTag begin(TagKind newKind, int newPayloadSize) {
        kind = newKind;
        payloadSize = newPayloadSize;
        bytes[0] = (byte) newKind.code();
        putUnsigned24(1, newPayloadSize);
        for (int i = 4; i < HEADER_BYTES; i++) {
            bytes[i] = 0;
        }
        int tagSize = HEADER_BYTES + newPayloadSize;
        bytes[tagSize] = (byte) (tagSize >>> 24);
        putUnsigned24(tagSize + 1, tagSize);
        references.set(1);
        return this;
    }

    public TagKind kind() {
        return kind;
    }

    /** Bytes of payload. */
    public int payloadSize() {
        return payloadSize;
    }

    /** Bytes in a file or on a pipe: header, payload and the size that follows. */
    public int size() {
        return HEADER_BYTES + payloadSize + TRAILER_BYTES;
    }

    /** Decoding time in milliseconds: 24 bits and, above them, {@code TimestampExtended}; signed 32 bits, E.4.1. */
    public int timestampMillis() {
        return (bytes[7] & 0xff) << 24 | unsigned24(4);
    }

    /**
     * Gives the tag another time, in place.
     *
     * @param millis 0 to 2<sup>31</sup> − 1
     */
    public void restamp(long millis) {
        if (millis < 0 || millis > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("FLV has no timestamp for " + millis + " ms");
        }
        putUnsigned24(4, (int) millis & 0xffffff);
        bytes[7] = (byte) (millis >>> 24);
    }

    /** Whether a decoder can start at this video frame. A sequence header is no keyframe, whatever its frame type says. */
    public boolean keyframe() {
        return videoFrame() && videoFrameType() == VIDEO_FRAME_TYPE_KEY;
    }

    /** Whether this tag is one coded picture: video, but no sequence header, end of sequence, command or metadata. */
    public boolean videoFrame() {
        if (kind != TagKind.VIDEO || payloadSize < VIDEO_HEADER_BYTES || videoFrameType() == VIDEO_FRAME_TYPE_COMMAND) {
            return false;
        }
        int packet = videoPacketType();
        return packet != PACKET_SEQUENCE_HEADER
                && packet != PACKET_END_OF_SEQUENCE
                && !(enhanced() && packet >= ENHANCED_METADATA);
    }

    /** Whether this tag configures a decoder: AVC or AAC sequence header, or an enhanced codec's sequence start. */
    public boolean sequenceHeader() {
        return switch (kind) {
            case VIDEO -> payloadSize >= VIDEO_HEADER_BYTES && videoPacketType() == PACKET_SEQUENCE_HEADER;
            case AUDIO ->
                payloadSize >= 2
                        && (payloadByte(0) & 0xf0) >> 4 == AUDIO_FORMAT_AAC
                        && payloadByte(1) == PACKET_SEQUENCE_HEADER;
            case SCRIPT -> false;
        };
    }

    /** Whether this is a video sequence header without content: an encoder without extradata writes one. */
    boolean emptySequenceHeader() {
        return kind == TagKind.VIDEO && sequenceHeader() && payloadSize == VIDEO_HEADER_BYTES;
    }

    /** Byte {@code index} of the payload, as it is: −128 to 127. */
    public byte payloadByte(int index) {
        if (index < 0 || index >= payloadSize) {
            throw new IndexOutOfBoundsException("no payload byte " + index + " of " + payloadSize);
        }
        return bytes[HEADER_BYTES + index];
    }

    /** Whether both payloads are the same, byte for byte: tells whether a sequence header changed. */
    public boolean samePayload(FlvTag other) {
        return Arrays.equals(
                bytes,
                HEADER_BYTES,
                HEADER_BYTES + payloadSize,
                other.bytes,
                HEADER_BYTES,
                HEADER_BYTES + other.payloadSize);
    }

    /**
     * Copies bytes of the whole tag (header, payload, size) into {@code target}, as many as fit.
     *
     * @param from where to begin, 0 to {@link #size()}
     * @return the number of bytes copied
     */
    public int copyTo(int from, ByteBuffer target) {
        int count = Math.min(target.remaining(), size() - from);
        target.put(bytes, from, count);
        return count;
    }

    /** Takes payload bytes from {@code source}, as many as it has and the payload needs. Only before the tag is shared. */
    int fill(int filled, ByteBuffer source) {
        int count = Math.min(source.remaining(), payloadSize - filled);
        source.get(bytes, HEADER_BYTES + filled, count);
        return count;
    }

    /** Takes the payload of a tag of the same size. Only before the tag is shared. */
    void fillFrom(FlvTag other) {
        System.arraycopy(other.bytes, HEADER_BYTES, bytes, HEADER_BYTES, payloadSize);
    }

    /** One more holder. */
    public FlvTag retain() {
        if (references.getAndIncrement() <= 0) {
            throw new IllegalStateException("a released tag cannot be kept");
        }
        return this;
    }

    /** One holder less; the last one returns the buffer. */
    public void release() {
        int left = references.decrementAndGet();
        if (left == 0) {
            pool.giveBack(this);
        } else if (left < 0) {
            throw new IllegalStateException("tag released more often than kept");
        }
    }

    int capacity() {
        return bytes.length;
    }

    private boolean enhanced() {
        return (bytes[HEADER_BYTES] & ENHANCED) != 0;
    }

    private int videoFrameType() {
        return (bytes[HEADER_BYTES] & 0x70) >> 4;
    }

    private int videoPacketType() {
        if (enhanced()) {
            return bytes[HEADER_BYTES] & 0x0f; // PacketType takes the codec's place, Enhanced RTMP v1
        }
        boolean avc = (bytes[HEADER_BYTES] & 0x0f) == VIDEO_CODEC_AVC;
        return avc ? bytes[HEADER_BYTES + 1] : 1; // other codecs of E.4.3.1 know coded frames only
    }

    private int unsigned24(int at) {
        return (bytes[at] & 0xff) << 16 | (bytes[at + 1] & 0xff) << 8 | bytes[at + 2] & 0xff;
    }

    private void putUnsigned24(int at, int value) {
        bytes[at] = (byte) (value >>> 16);
        bytes[at + 1] = (byte) (value >>> 8);
        bytes[at + 2] = (byte) value;
    }

    @Override
    public String toString() {
        return kind + " " + timestampMillis() + " ms, " + payloadSize + " bytes"
                + (keyframe() ? ", keyframe" : sequenceHeader() ? ", sequence header" : "");
    }
}
