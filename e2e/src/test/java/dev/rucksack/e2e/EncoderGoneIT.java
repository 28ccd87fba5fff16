package dev.rucksack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rucksack.lab.ingest.LabIngest;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The encoder dies: the board says so, and what is pressed meanwhile is refused for good. */
class EncoderGoneIT {

    @TempDir
    Path directory;

    @Test
    void theLampGoesStaleAndAPressIsNotDeliveredLater() throws Exception {
        try (LabIngest ingest = LabIngest.start(directory.resolve("ingest"));
                Pack pack = Pack.start(directory, ingest.url())) {
            pack.product.encoder().kill();
            // Two seconds without news, and one for the way to the board
            pack.awaitLamp("stale", Duration.ofSeconds(4));

            pack.press('a');
            Awaitility.await("the refusal is logged")
                    .atMost(Product.PATIENCE)
                    .until(() -> pack.product.control().log().contains("Order live from the strap: UNREACHABLE"));

            pack.product.encoder().again();
            pack.product.awaitEncoder();
            pack.awaitLamp("idle");

            assertThat(pack.product.report().path("order").path("wanted").asString(""))
                    .isEqualTo("idle");
            assertThat(ingest.bytes()).isZero();

            pack.goLive();
        }
    }
}
