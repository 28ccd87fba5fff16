package dev.rucksack.lab.ingest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Reads an FLV file that is still being written (Adobe Flash Video File Format Specification 10.1, annex E), tag by tag, as far
 * as it is there.
 */
final class FlvTail implements AutoCloseable {

    private static final int FILE_HEADER = 13; // header and the first PreviousTagSize
    private static final int TAG_HEADER = 11;
    private static final int PEEK = TAG_HEADER + 2;
    private static final int TRAILER = 4;
    private static final int AUDIO = 8;
    private static final int VIDEO = 9;

    /** Gets each tag of sound or picture that has media in it; sequence headers have none. */
    interface Sink {
        void tag(boolean video, boolean key, int timestampMillis, int bytes);
    }

    private final FileChannel file;
    private final ByteBuffer head = ByteBuffer.allocate(PEEK);
    private long position = FILE_HEADER;

    FlvTail(Path path) throws IOException {
        file = FileChannel.open(path, StandardOpenOption.READ);
    }

    /** Gives every whole tag that was written since the last call. */
    void read(Sink sink) throws IOException {
        long size = file.size();
        while (position + PEEK <= size) {
            head.clear();
            file.read(head, position);
            if (head.hasRemaining()) {
                return;
            }
            int length = (head.getInt(0) & 0xFFFFFF);
            if (position + TAG_HEADER + length + TRAILER > size) {
                return;
            }
            int type = head.get(0) & 0x1F;
            int timestamp = head.getInt(4) >>> 8 | (head.get(7) & 0xFF) << 24;
            position += TAG_HEADER + length + TRAILER;
            boolean media = head.get(TAG_HEADER + 1) == 1; // AVC NALU, AAC raw
            if (media && length > 2 && (type == VIDEO || type == AUDIO)) {
                sink.tag(type == VIDEO, (head.get(TAG_HEADER) & 0xF0) == 0x10, timestamp, length);
            }
        }
    }

    /** How far it has been read. */
    long position() {
        return position;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
