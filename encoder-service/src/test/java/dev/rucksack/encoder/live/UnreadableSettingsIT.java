package dev.rucksack.encoder.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rucksack.lab.ingest.LabIngest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/** A settings file that a hand has broken: the pack goes live by its first settings, says so, and loses nothing. */
@ExtendWith(OutputCaptureExtension.class)
class UnreadableSettingsIT {

    private static final String BROKEN = "capture:\n  rate: 25\nsound: [alsa\n";
    private static final String CODE = "settings-unreadable";

    @TempDir
    Path directory;

    @Test
    void itGoesLiveAllTheSameAndTheFileIsKept(CapturedOutput output) throws Exception {
        Path home = Files.createDirectory(directory.resolve("home"));
        Path file = Files.writeString(home.resolve("settings.yaml"), BROKEN);
        try (LabIngest ingest = LabIngest.start(directory.resolve("ingest"));
                Pack pack = new Pack(
                        home,
                        Map.of(
                                "capture.source", "test",
                                "sound.source", "test",
                                "destination.service", "custom",
                                "destination.url", ingest.url()))) {
            JsonNode told = caution(pack.report()).get(0);
            assertThat(told.get("sentence").asString())
                    .isEqualTo("The settings in settings.yaml cannot be read; first settings are in force. Your file is"
                            + " kept.");
            assertThat(told.get("advice").asString()).isEqualTo("Set it up again on the page.");
            pack.key("live_unreadable");
            pack.order("live");
            JsonNode live = pack.awaitState("live");
            assertThat(live.at("/rendition/rate").asString()).isEqualTo("30");
            assertThat(caution(live)).hasSize(1);
            pack.order("idle");
            assertThat(caution(pack.awaitState("idle"))).hasSize(1);
            assertThat(lines(output))
                    .singleElement()
                    .asString()
                    .contains("WARN", told.get("sentence").asString());
            assertThat(output).containsOnlyOnce("settings.yaml, line 4: ");
            assertThat(file).hasContent(BROKEN);

            assertThat(pack.http
                            .put("/api/settings", "{\"sound\":{\"mute\":true}}")
                            .statusCode())
                    .isEqualTo(200);
            pack.awaitReport("mended", report -> caution(report).isEmpty());
            assertThat(Files.readString(file)).contains("mute: true").doesNotContain("[alsa");
            assertThat(kept(home))
                    .singleElement()
                    .satisfies(copy -> assertThat(copy).hasContent(BROKEN));
        }
    }

    private static List<JsonNode> caution(JsonNode report) {
        return StreamSupport.stream(report.get("cautions").spliterator(), false)
                .filter(caution -> caution.get("code").asString().equals(CODE))
                .toList();
    }

    private static List<String> lines(CapturedOutput output) {
        return output.getAll().lines().filter(line -> line.contains(CODE)).toList();
    }

    private static List<Path> kept(Path home) throws Exception {
        try (var files = Files.list(home)) {
            return files.filter(file -> file.getFileName().toString().startsWith("settings.yaml.unreadable-"))
                    .toList();
        }
    }
}
