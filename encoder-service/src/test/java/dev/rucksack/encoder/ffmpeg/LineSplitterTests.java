package dev.rucksack.encoder.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineSplitterTests {

    private final List<String> lines = new ArrayList<>();
    private final LineSplitter splitter = new LineSplitter(lines::add);

    private void take(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        splitter.take(bytes, bytes.length);
    }

    @Test
    void carriageReturnAndLineFeedBothEndALine() {
        take("frame=1\rframe=2\rdone\r\nnext\n");
        assertThat(lines).containsExactly("frame=1", "frame=2", "done", "next");
    }

    @Test
    void aLineMayComeInPiecesEvenWithinACharacter() {
        byte[] bytes = "größe\n".getBytes(StandardCharsets.UTF_8);
        for (byte b : bytes) {
            splitter.take(new byte[] {b}, 1);
        }
        assertThat(lines).containsExactly("größe");
    }

    @Test
    void noiseWithoutEndIsCutNotCollected() {
        take("x".repeat(3 * LineSplitter.MAX_LINE + 5));
        splitter.flush();
        assertThat(lines).extracting(String::length).containsExactly(4096, 4096, 4096, 5);
    }
}
