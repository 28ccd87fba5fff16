package dev.rucksack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rucksack.lab.board.LampChange;
import dev.rucksack.lab.ingest.LabIngest;
import dev.rucksack.lab.process.Signals;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One press and it is live; one press and it is not; the lamp says neither before it is so, and what becomes of it meanwhile. */
class PressIT {

    @TempDir
    Path directory;

    @Test
    void aPressGoesLiveAndTheLampSaysSoOnlyWhileTheIngestHasMedia() throws Exception {
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

            // The encoder is replaced behind a stream that goes on; without the publisher nobody gets anything for a
            // moment
            assertThat(lampsAgreeWhileKilled(pack, "encoder"))
                    .startsWith("live")
                    .endsWith("live");
            assertThat(lampsAgreeWhileKilled(pack, "publisher"))
                    .startsWith("live", "reconnecting")
                    .endsWith("live");

            pack.goIdle();

            Awaitility.await().atMost(Product.PATIENCE).until(() -> !ingest.isConnected());
            assertThat(pack.product.state()).isEqualTo("idle");
            assertThat(pack.product.report().path("onAir").asBoolean()).isFalse();
        }
    }

    /**
     * An ffmpeg dies (KILL) while live: each state that the encoder reports until all is well again is a lamp, in the same order, and
     * no other lamp is lit.
     *
     * @return those states
     */
    private static List<String> lampsAgreeWhileKilled(Pack pack, String process) throws Exception {
        int lit = pack.board.lamps().size() - 1;
        try (ReportedStates reported = ReportedStates.of(pack.product)) {
            long pid = pack.product.child(process);
            Signals.kill(pid);
            Awaitility.await("another " + process)
                    .atMost(Product.PATIENCE)
                    .until(() -> pack.product.child(process), another -> another > 0 && another != pid);
            pack.awaitFrames(60);
            Awaitility.await("lamps after the death of the " + process)
                    .atMost(Product.PATIENCE)
                    .untilAsserted(() -> assertThat(lampsSince(pack, lit)).isEqualTo(reported.states()));
            return reported.states();
        }
    }

    /** Without the repetitions that keep the board from showing {@code stale}. */
    private static List<String> lampsSince(Pack pack, int first) {
        List<String> changes = new ArrayList<>();
        for (LampChange lamp :
                pack.board.lamps().subList(first, pack.board.lamps().size())) {
            if (changes.isEmpty() || !changes.get(changes.size() - 1).equals(lamp.state())) {
                changes.add(lamp.state());
            }
        }
        return changes;
    }
}
