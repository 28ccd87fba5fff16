package dev.rucksack.encoder.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rucksack.encoder.flv.FlvTag;
import dev.rucksack.encoder.flv.TagKind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartWriterTests {

    @TempDir
    Path directory;

    private final Tags tags = new Tags(tag -> {});

    @Test
    void whatTheDiskDidNotTakeIsNotCountedAsRecorded() throws IOException {
        PartWriter part = begun();
        write(part, 5);
        part.flush();
        write(part, 3); // stays in memory

        assertThat(part.frames()).isEqualTo(8);
        assertThat(part.abandon()).isEqualTo(3);
        assertThat(part.frames()).isEqualTo(5);
    }

    @Test
    void aFrameThatIsThereInPartIsNotThere() throws IOException {
        PartWriter part = begun();
        write(part, 5);
        part.close();
        try (var cut = new RandomAccessFile(file().toFile(), "rw")) {
            cut.setLength(cut.length() - 1);
        }

        assertThat(part.abandon()).isEqualTo(1);
        assertThat(part.frames()).isEqualTo(4);
    }

    @Test
    void withADiskThatIsGoneWhatItTookLastCounts() throws IOException {
        PartWriter part = begun();
        write(part, 5);
        part.flush();
        write(part, 3);
        Files.delete(file());

        assertThat(part.abandon()).isEqualTo(3);
    }

    private Path file() {
        return directory.resolve("part.flv");
    }

    private PartWriter begun() throws IOException {
        FlvTag header = tags.pool.tag(TagKind.VIDEO, 0, new byte[] {0x17, 0, 0, 0, 0, 1, 66, 0, 31});
        return PartWriter.begin(file(), header, null);
    }

    private void write(PartWriter part, int frames) throws IOException {
        for (int i = 0; i < frames; i++) {
            FlvTag tag = tags.frame();
            part.write(tag);
            tag.release();
        }
    }
}
