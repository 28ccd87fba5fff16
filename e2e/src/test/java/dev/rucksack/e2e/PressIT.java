package dev.rucksack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rucksack.lab.ingest.LabIngest;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One press and it is live; one press and it is not; the lamp says neither before it is so. */
class PressIT {

    @TempDir
    Path directory;

    @Test
    void aPressGoesLiveAndTheLampSaysSoOnlyWhenTheIngestHasMedia() throws Exception {
        try (LabIngest ingest = LabIngest.start(directory.resolve("ingest"));
                Pack pack = Pack.start(directory, ingest.url())) {
            AtomicLong bytesAtLive = new AtomicLong(-1);
            pack.board.onLamp(lamp -> {
                if (lamp.state().equals("live")) {
                    bytesAtLive.compareAndSet(-1, ingest.bytes());
                }
            });

            pack.press('a');
            pack.awaitLamp("live");

            // A handshake and its commands are below 10 kB; a keyframe of this picture is above
            assertThat(bytesAtLive).hasValueGreaterThan(10_000);
            assertThat(pack.board.lamps()).extracting("state").containsSubsequence("idle", "starting", "live");
            assertThat(pack.product.state()).isEqualTo("live");
            assertThat(pack.product.report().path("onAir").asBoolean()).isTrue();

            pack.goIdle();

            Awaitility.await().atMost(Product.PATIENCE).until(() -> !ingest.isConnected());
            assertThat(pack.product.state()).isEqualTo("idle");
            assertThat(pack.product.report().path("onAir").asBoolean()).isFalse();
        }
    }
}
