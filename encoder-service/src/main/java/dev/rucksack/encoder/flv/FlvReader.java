package dev.rucksack.encoder.flv;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.ReadableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * Reads FLV from a blocking channel, however the bytes arrive. Not thread-safe: one thread reads.
 *
 * <p>Tags without payload and video sequence headers without content are passed over: the latter come from encoders without
 * extradata, and the real header follows.
 */
public final class FlvReader {

    private static final int FILE_HEADER_BYTES = 9; // E.2
    private static final int TAG_TYPE_MASK = 0x1f; // TagType is UB5; Reserved UB2 and Filter UB1 above it: E.4.1
    private static final int FLAG_BITS_ABOVE_TYPE = 0xe0;

    /** No encoder of ours makes larger ones: 1080p at quantiser 0 stays below 4 MB. More is damage, not a picture. */
    private static final int MAX_BELIEVABLE_PAYLOAD = 8 << 20;

    private final ReadableByteChannel channel;
    private final TagPool pool;
    private final ByteBuffer staged = ByteBuffer.allocate(64 * 1024).flip();
    private long consumed;
    private boolean begun;

    public FlvReader(ReadableByteChannel channel, TagPool pool) {
        this.channel = channel;
        this.pool = pool;
    }

    /**
     * The next tag; blocks for it. The caller holds its one reference and releases it.
     *
     * @return null at the end of the stream, if it ended between two tags
     * @throws FlvDamageException if the bytes are no FLV or end within a tag; there is no reading on
     * @throws IOException if the channel fails
     */
    public @Nullable FlvTag next() throws IOException {
        if (!begun) {
            if (!has(FILE_HEADER_BYTES + FlvTag.TRAILER_BYTES)) {
                return null;
            }
            readFileHeader();
            begun = true;
        }
        while (has(FlvTag.HEADER_BYTES)) {
            FlvTag tag = readTag();
            if (tag.payloadSize() > 0 && !tag.emptySequenceHeader()) {
                return tag;
            }
            tag.release();
        }
        return null;
    }

    private void readFileHeader() throws FlvDamageException {
        if (staged.get() != 'F' || staged.get() != 'L' || staged.get() != 'V') {
            throw new FlvDamageException("it does not begin with FLV", 0);
        }
        int version = staged.get();
        staged.get(); // TypeFlagsAudio, TypeFlagsVideo: what ffmpeg writes to a pipe here is a guess
        int dataOffset = staged.getInt();
        int firstPreviousTagSize = staged.getInt();
        if (version != 1 || dataOffset != FILE_HEADER_BYTES || firstPreviousTagSize != 0) {
            throw new FlvDamageException("its header is not that of version 1", 3);
        }
        consumed = FILE_HEADER_BYTES + FlvTag.TRAILER_BYTES;
    }

    private FlvTag readTag() throws IOException {
        int type = staged.get() & 0xff;
        int payloadSize = unsigned24();
        int timestampLow = unsigned24();
        int timestampHigh = staged.get() & 0xff;
        int streamId = unsigned24();
        TagKind kind = TagKind.ofCode(type & TAG_TYPE_MASK);
        if (kind == null || (type & FLAG_BITS_ABOVE_TYPE) != 0) {
            throw new FlvDamageException("there is no tag of type " + type, consumed);
        }
        if (streamId != 0) {
            throw new FlvDamageException("a stream id that is not 0", consumed); // "Always 0": E.4.1
        }
        if (payloadSize > MAX_BELIEVABLE_PAYLOAD || timestampHigh > 0x7f) {
            throw new FlvDamageException("a tag of " + payloadSize + " bytes at an impossible time", consumed);
        }
        FlvTag tag = pool.take(kind, payloadSize);
        boolean whole = false;
        try {
            tag.restamp((long) timestampHigh << 24 | timestampLow);
            readPayload(tag);
            readPreviousTagSize(tag);
            whole = true;
        } finally {
            if (!whole) {
                tag.release();
            }
        }
        consumed += tag.size();
        return tag;
    }

    private void readPayload(FlvTag tag) throws IOException {
        int filled = 0;
        while (filled < tag.payloadSize()) {
            if (!staged.hasRemaining() && !has(1)) {
                throw cutOff();
            }
            filled += tag.fill(filled, staged);
        }
    }

    private void readPreviousTagSize(FlvTag tag) throws IOException {
        if (!has(FlvTag.TRAILER_BYTES)) {
            throw cutOff();
        }
        int expected = FlvTag.HEADER_BYTES + tag.payloadSize();
        int found = staged.getInt();
        if (found != expected) {
            throw new FlvDamageException("a tag of " + expected + " bytes is followed by the size " + found, consumed);
        }
    }

    /** Blocks until so many bytes are staged; false at a clean end, an exception at an end in between. */
    private boolean has(int wanted) throws IOException {
        while (staged.remaining() < wanted) {
            staged.compact();
            int count = channel.read(staged);
            staged.flip();
            if (count < 0) {
                if (staged.hasRemaining()) {
                    throw cutOff();
                }
                return false;
            }
            if (count == 0) {
                throw new IllegalBlockingModeException();
            }
        }
        return true;
    }

    private FlvDamageException cutOff() {
        return new FlvDamageException("it ends within a tag", consumed);
    }

    private int unsigned24() {
        return (staged.get() & 0xff) << 16 | (staged.get() & 0xff) << 8 | staged.get() & 0xff;
    }
}
