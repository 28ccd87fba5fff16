package dev.rucksack.encoder.recording;

import dev.rucksack.encoder.flv.FlvTag;
import dev.rucksack.encoder.flv.FlvWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The part that is being written. Not thread-safe. */
final class PartWriter {

    private final FileChannel channel;
    private final FlvWriter writer;
    private long firstMillis = Long.MAX_VALUE;
    private long lastMillis;
    private long frames;

    private PartWriter(FileChannel channel) {
        this.channel = channel;
        this.writer = new FlvWriter(channel);
    }

    /** Begins a file that is not there yet, so that its name survives a power cut, with the headers in force. */
    static PartWriter begin(Path file, FlvTag videoHeader, @Nullable FlvTag audioHeader) throws IOException {
        FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            PartWriter part = new PartWriter(channel);
            part.writer.header(audioHeader != null, true);
            part.writer.tag(videoHeader);
            if (audioHeader != null) {
                part.writer.tag(audioHeader);
            }
            syncDirectory(file);
            return part;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Makes names in a directory survive a power cut. */
    static void syncDirectory(Path file) throws IOException {
        try (FileChannel directory = FileChannel.open(file.resolveSibling("."), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    void write(FlvTag tag) throws IOException {
        writer.tag(tag);
        long millis = tag.timestampMillis();
        firstMillis = Math.min(firstMillis, millis);
        lastMillis = Math.max(lastMillis, millis);
        frames += tag.videoFrame() ? 1 : 0;
    }

    /** What was written survives the end of this process. */
    void flush() throws IOException {
        writer.flush();
    }

    /** What was written survives a power cut. */
    void sync() throws IOException {
        writer.flush();
        channel.force(false);
    }

    /** Ends the file. */
    void close() throws IOException {
        try (channel) {
            sync();
        }
    }

    /** Ends it as it is, after it could not be written. */
    void abandon() {
        try {
            channel.close();
        } catch (IOException e) {
            // There is nothing more to lose: what is on the disk is looked through afterwards.
        }
    }

    long frames() {
        return frames;
    }

    long bytes() {
        return writer.written();
    }

    long startMillis() {
        return firstMillis == Long.MAX_VALUE ? 0 : firstMillis;
    }

    long durationMillis() {
        return firstMillis == Long.MAX_VALUE ? 0 : lastMillis - firstMillis;
    }
}
