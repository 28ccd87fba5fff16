package dev.rucksack.encoder.recording;

import dev.rucksack.encoder.flv.FlvMeasure;
import dev.rucksack.encoder.flv.FlvTag;
import dev.rucksack.encoder.flv.FlvWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The part that is being written. Not thread-safe. */
final class PartWriter {

    private final Path file;
    private final FileChannel channel;
    private final FlvWriter writer;
    private long firstMillis = Long.MAX_VALUE;
    private long lastMillis;
    private long frames;
    private long handedOver;

    private PartWriter(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
        this.writer = new FlvWriter(channel);
    }

    /** Begins a file that is not there yet, so that its name survives a power cut, with the headers in force. */
    static PartWriter begin(Path file, FlvTag videoHeader, @Nullable FlvTag audioHeader) throws IOException {
        FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            PartWriter part = new PartWriter(file, channel);
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
        frames += tag.videoFrame() ? 1 : 0; // a refused one, too, is for abandon() to find missing
        writer.tag(tag);
        long millis = tag.timestampMillis();
        firstMillis = Math.min(firstMillis, millis);
        lastMillis = Math.max(lastMillis, millis);
    }

    /** What was written survives the end of this process. */
    void flush() throws IOException {
        writer.flush();
        handedOver = frames;
    }

    /** What was written survives a power cut. */
    void sync() throws IOException {
        flush();
        channel.force(false);
    }

    /** Ends the file. */
    void close() throws IOException {
        try (channel) {
            sync();
        }
    }

    /**
     * Ends it as it is, after it could not be written.
     *
     * @return frames that it was given and that are not whole in the file
     */
    long abandon() {
        try {
            channel.close();
        } catch (IOException e) {
            // There is nothing more to lose: what is on the disk is looked through afterwards.
        }
        long given = frames;
        frames = onDisk();
        return given - frames;
    }

    private long onDisk() {
        try (FileChannel written = FileChannel.open(file, StandardOpenOption.READ)) {
            return FlvMeasure.of(written).frames();
        } catch (IOException e) {
            return handedOver; // the disk itself is gone: what it took last is the best that anybody knows
        }
    }

    /** Of those given to it; after {@link #abandon()}, those that are in the file. */
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
