package dev.rucksack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rucksack.lab.ingest.LabIngest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

            assertThat(family).filteredOn(ProcessHandle::isAlive).isEmpty();
        }
    }

    @Test
    void aKilledEncoderLeavesNoChildForLong() throws Exception {
        try (LabIngest ingest = LabIngest.start(directory.resolve("ingest"));
                Pack pack = Pack.start(directory, ingest.url())) {
            pack.goLive();
            List<ProcessHandle> children = pack.product.encoder().children();

            pack.product.encoder().kill();
            pack.product.encoder().again();
            pack.product.awaitEncoder();

            assertThat(children)
                    .as("orphans of the killed service")
                    .filteredOn(ProcessHandle::isAlive)
                    .isEmpty();
        }
    }
}
