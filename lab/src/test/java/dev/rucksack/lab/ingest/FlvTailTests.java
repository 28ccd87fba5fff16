package dev.rucksack.lab.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlvTailTests {

    @TempDir
    Path directory;

    private final List<String> tags = new ArrayList<>();

    @Test
    void aTagIsGivenOnceItIsWhole() throws Exception {
        Path file = Files.write(directory.resolve("session.flv"), new byte[13]);
        byte[] tag = tag(9, 0x17, 1, 0x01020304);
        try (FlvTail tail = new FlvTail(file)) {
            append(file, tag, 0, 9);
            tail.read(this::note);
            append(file, tag, 9, tag.length - 1);
            tail.read(this::note);
            assertThat(tags).isEmpty();

            append(file, tag, tag.length - 1, tag.length);
            tail.read(this::note);
            tail.read(this::note);
        }
        assertThat(tags).containsExactly("picture key " + 0x01020304);
    }

    @Test
    void headersAreNoMedia() throws Exception {
        Path file = Files.write(directory.resolve("session.flv"), new byte[13]);
        for (byte[] tag : List.of(
                tag(18, 2, 0, 0), tag(9, 0x17, 0, 0), tag(8, 0xAF, 0, 0), tag(8, 0xAF, 1, 21), tag(9, 0x27, 1, 33))) {
            append(file, tag, 0, tag.length);
        }
        try (FlvTail tail = new FlvTail(file)) {
            tail.read(this::note);
        }
        assertThat(tags).containsExactly("sound 21", "picture 33");
    }

    private void note(boolean video, boolean key, int timestampMillis, int bytes) {
        tags.add((video ? key ? "picture key " : "picture " : "sound ") + timestampMillis);
    }

    private static void append(Path file, byte[] bytes, int from, int to) throws Exception {
        Files.write(file, java.util.Arrays.copyOfRange(bytes, from, to), StandardOpenOption.APPEND);
    }

    private static byte[] tag(int type, int first, int second, int timestamp) {
        byte[] data = {(byte) first, (byte) second, 5, 6, 7};
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(type);
        out.writeBytes(new byte[] {0, 0, (byte) data.length});
        out.writeBytes(new byte[] {
            (byte) (timestamp >> 16), (byte) (timestamp >> 8), (byte) timestamp, (byte) (timestamp >> 24)
        });
        out.writeBytes(new byte[3]);
        out.writeBytes(data);
        out.writeBytes(new byte[] {0, 0, 0, (byte) (11 + data.length)});
        return out.toByteArray();
    }
}
