package dev.rucksack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rucksack.lab.ingest.LabIngest;
import dev.rucksack.lab.process.Alive;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** SIGTERM while live leaves no process. */
class StopIT {

    @TempDir
    Path directory;

    @Test
    void bothEndAndLeaveNothing() throws Exception {
        try (LabIngest ingest = LabIngest.start(directory.resolve("ingest"));
                Pack pack = Pack.start(directory, ingest.url())) {
            pack.goLive();
            List<ProcessHandle> family = pack.product.family();
            assertThat(family).as("services and ffmpeg processes").hasSizeGreaterThan(5);

            assertThat(pack.product.control().stop())
                    .as("control-service ended by itself")
                    .isTrue();
            assertThat(pack.product.encoder().stop())
                    .as("encoder-service ended by itself")
                    .isTrue();

            assertThat(family).filteredOn(Alive::isRunning).isEmpty();
        }
    }

    @Test
    void aKilledEncoderLeavesNoChildForLong() throws Exception {
        try (LabIngest ingest = LabIngest.start(directory.resolve("ingest"));
                Pack pack = Pack.start(directory, ingest.url())) {
            pack.goLive();
            Awaitility.await("three seconds recorded")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> pack.product.report().at("/recording/seconds").asDouble() > 3);
            List<ProcessHandle> children = pack.product.encoder().children();

            pack.product.encoder().kill();
            pack.product.encoder().again();
            pack.product.awaitEncoder();

            assertThat(children)
                    .as("orphans of the killed service")
                    .filteredOn(Alive::isRunning)
                    .isEmpty();
            Awaitility.await("what it recorded is whole")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> pack.product.recordings().valueStream().anyMatch(StopIT::whole));
        }
    }

    private static boolean whole(JsonNode recording) {
        return recording.path("state").asString("").equals("closed")
                && recording.at("/parts/0/format").asString("").equals("mp4")
                && recording.path("durationSeconds").asDouble() > 2;
    }
}
