package dev.rucksack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The strap board's program on a desk: its own checks, by a stock Python. Needs {@code python3}. */
@Tag("installed")
class FirmwareIT {

    @Test
    void lampsFollowTheTableOfTheLookAndTheProtocolHolds() throws IOException, InterruptedException {
        Path firmware = Path.of(System.getProperty("rucksack.root")).resolve("control-service/firmware");
        Process checks = new ProcessBuilder("python3", "-B", "lamps_test.py")
                .directory(firmware.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(checks.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(checks.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(checks.exitValue()).as(said).isZero();
        assertThat(said).containsPattern("Ran [1-9][0-9]+ tests");
    }
}
