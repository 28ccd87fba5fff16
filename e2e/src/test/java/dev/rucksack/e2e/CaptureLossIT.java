package dev.rucksack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rucksack.lab.camera.FrameRange;
import dev.rucksack.lab.ingest.NginxIngest;
import dev.rucksack.lab.scenario.Books;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A camera that loses every third frame: each of them is a capture drop, one to one. */
@Tag("installed")
class CaptureLossIT {

    @TempDir
    Path directory;

    @Test
    void everyLostFrameIsACaptureDrop() throws Exception {
        try (NginxIngest ingest = NginxIngest.start(directory.resolve("ingest"));
                Pack pack = Pack.start(directory, ingest.url())) {
            pack.goLive();
            Books before = Books.of(pack.product.report());
            long lostBefore = lost(pack);

            pack.camera.loseEvery(3);
            Awaitility.await("100 frames lost").atMost(Product.PATIENCE).until(() -> lost(pack) - lostBefore >= 100);
            pack.camera.loseEvery(0);
            // Until frames come again without a hole, the last loss may still be unseen
            Awaitility.await("the camera is whole again")
                    .atMost(Product.PATIENCE)
                    .until(() -> Books.of(pack.product.report()).captured() - before.captured() > 300);

            Books after = Books.of(pack.product.report());
            Books between = after.since(before);
            assertThat(between.lostAtCapture()).as("%s", between).isEqualTo(lost(pack) - lostBefore);
            assertThat(after.imbalance()).isEmpty();
        }
    }

    private static long lost(Pack pack) {
        return pack.camera.lost().stream().mapToLong(FrameRange::count).sum();
    }
}
