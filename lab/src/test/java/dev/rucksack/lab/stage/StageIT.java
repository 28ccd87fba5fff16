package dev.rucksack.lab.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageIT {

    @TempDir
    private Path directory;

    private List<String> play(String lines) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Stage.run(
                directory,
                320,
                180,
                "30",
                new BufferedReader(new StringReader(lines)),
                new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void everyLineIsAnswered() throws Exception {
        List<String> said = play("a\nunplug\nplug\ncamera away\nused usb0 20000000000\ningest narrow 100000\n");

        assertThat(said)
                .containsSubsequence(
                        "ready",
                        "a: nobody heard it",
                        "unplug: done",
                        "plug: done",
                        "camera away: done",
                        "used usb0 20000000000: done",
                        "ingest narrow 100000: done");
    }

    @Test
    void aLineThatIsNoOrderIsAnsweredByWhatIs() throws Exception {
        for (String line : List.of("", "camera", "camera sideways", "ingest narrow wide", "juggle")) {
            assertThat(play(line + "\n")).as(line).anyMatch(said -> said.contains("noise | unplug"));
        }
    }
}
