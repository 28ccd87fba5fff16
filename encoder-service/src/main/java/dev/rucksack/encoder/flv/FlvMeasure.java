package dev.rucksack.encoder.flv;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * What a file of FLV holds, read from the headers of its tags; payloads are passed over.
 *
 * @param wholeBytes where the last whole tag ends: what lies behind it is the beginning of a tag, or damage; 0 if the file
 *     does not even begin as FLV
 * @param firstMillis the earliest time of a coded picture or sound, 0 if there is none
 * @param lastMillis the latest
 * @param frames coded pictures
 * @param tags all tags
 */
public record FlvMeasure(long wholeBytes, long firstMillis, long lastMillis, long frames, long tags) {

    private static final int FILE_HEADER_BYTES = 9 + FlvTag.TRAILER_BYTES; // E.2 and the first PreviousTagSize
    private static final int PEEK = 2; // of the payload: tells a sequence header from a frame
    private static final int VIDEO_CODED = 1; // AVCPacketType of a picture, E.4.3.1

    /** Reads the file from its beginning; the channel's position stays. */
    public static FlvMeasure of(FileChannel channel) throws IOException {
        long size = channel.size();
        ByteBuffer bytes = ByteBuffer.allocate(FlvTag.TRAILER_BYTES + FlvTag.HEADER_BYTES + PEEK);
        if (size < FILE_HEADER_BYTES || !begins(channel, bytes)) {
            return new FlvMeasure(0, 0, 0, 0, 0);
        }
        long whole = FILE_HEADER_BYTES;
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        long frames = 0;
        long tags = 0;
        read(channel, bytes, whole, FlvTag.HEADER_BYTES + PEEK);
        while (bytes.remaining() >= FlvTag.HEADER_BYTES) {
            TagKind kind = TagKind.ofCode(bytes.get(0) & 0xff);
            int payload = bytes.getInt(0) & 0xffffff;
            long millis = (bytes.get(7) & 0xffL) << 24 | bytes.getInt(4) >>> 8;
            int packet = bytes.remaining() >= FlvTag.HEADER_BYTES + PEEK ? bytes.get(FlvTag.HEADER_BYTES + 1) : 0;
            long end = whole + FlvTag.HEADER_BYTES + payload;
            boolean streamIsZero = (bytes.getInt(7) & 0xffffff) == 0;
            if (kind == null || !streamIsZero || end + FlvTag.TRAILER_BYTES > size) {
                break;
            }
            read(channel, bytes, end, FlvTag.TRAILER_BYTES + FlvTag.HEADER_BYTES + PEEK);
            if (bytes.getInt() != FlvTag.HEADER_BYTES + payload) {
                break;
            }
            bytes.compact().flip();
            whole = end + FlvTag.TRAILER_BYTES;
            tags++;
            if (kind != TagKind.SCRIPT && packet == VIDEO_CODED) {
                first = Math.min(first, millis);
                last = Math.max(last, millis);
                frames += kind == TagKind.VIDEO ? 1 : 0;
            }
        }
        return tags == 0 || first > last
                ? new FlvMeasure(whole, 0, 0, 0, tags)
                : new FlvMeasure(whole, first, last, frames, tags);
    }

    private static boolean begins(FileChannel channel, ByteBuffer bytes) throws IOException {
        read(channel, bytes, 0, FILE_HEADER_BYTES);
        return bytes.get(0) == 'F' && bytes.get(1) == 'L' && bytes.get(2) == 'V' && bytes.get(3) == 1;
    }

    /** As many bytes as the file has there, up to {@code most}. */
    private static void read(FileChannel channel, ByteBuffer bytes, long at, int most) throws IOException {
        bytes.clear().limit(most);
        int count = 0;
        while (bytes.hasRemaining() && count >= 0) {
            count = channel.read(bytes, at + bytes.position());
        }
        bytes.flip();
    }
}
