package dev.rucksack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rucksack.lab.ingest.NginxIngest;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key that the service does not take: said plainly, and not tried again and again. */
@Tag("installed")
class RefusedKeyIT {

    @TempDir
    Path directory;

    @Test
    void isAFaultThatWaitsForAnotherKey() throws Exception {
        try (NginxIngest ingest = NginxIngest.start(directory.resolve("ingest"));
                Pack pack = Pack.start(directory, ingest.url())) {
            ingest.refuseKeys(true);

            pack.press('a');
            pack.awaitLamp("fault");

            assertThat(pack.product.report().path("fault").path("code").asString(""))
                    .isEqualTo("ingest-refused-key");
            assertThat(pack.product.report().path("fault").path("fix").asString(""))
                    .isEqualTo("key");
            int attempts = ingest.attempts();
            assertThat(attempts).isBetween(1, 3);
            Awaitility.await("nobody asks again")
                    .during(Duration.ofSeconds(8))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> ingest.attempts() == attempts);

            ingest.refuseKeys(false);
            pack.product.key(Pack.KEY + "2");
            pack.press('a');
            pack.awaitLamp("live");
            assertThat(ingest.bytes()).isPositive();
        }
    }
}
