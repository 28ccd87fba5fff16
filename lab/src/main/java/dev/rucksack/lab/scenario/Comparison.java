package dev.rucksack.lab.scenario;

import dev.rucksack.lab.ingest.Packet;
import dev.rucksack.lab.process.Await;
import dev.rucksack.lab.reader.Reading;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the original to a scenario on the same rig: the same camera, link and ingest, and only what came in there is told. */
final class Comparison {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Who is not back by then is not coming back. */
    private static final Duration BACK = Duration.ofSeconds(40);

    private static final double SETTLE_SECONDS = 3;
    private static final double FLOWING_SECONDS = 1;

    private final Rig rig;
    private final Path directory;

    Comparison(Rig rig, Path directory) {
        this.rig = rig;
        this.directory = directory;
    }

    Outcome run(Scenario scenario, Original original) throws IOException, InterruptedException {
        rig.discard(); // one reader for the camera
        rig.mend();
        rig.arrivals().forget();
        Process process =
                original.start(rig.camera(), rig.settings(), rig.ingest().url() + "/" + Rig.KEY, directory);
        try {
            Await.until("pictures come in", PATIENCE, () -> flowing(System.nanoTime()));
            Run run = new Run(rig);
            run.last(SETTLE_SECONDS);
            long start = System.nanoTime();
            scenario.act().on(run);
            String failure = awaitBack(original, process);
            Times times = run.times(start, System.nanoTime());
            Original.end(process);
            Await.until("the stream has ended", PATIENCE, () -> rig.ingest().bytes() == 0);
            List<Packet> packets = rig.arrivals().packets();
            List<Reading> readings = Laboratory.read(rig.arrivals().sessions());
            Viewer viewer = Viewer.of(packets, readings, times, rig.camera()::dueNanos);
            return Outcome.seen(scenario, original.title(), times, viewer, failure);
        } catch (InterruptedException | IOException e) {
            throw e;
        } catch (Exception e) {
            return Outcome.failed(scenario, original.title(), List.of(), String.valueOf(e.getMessage()));
        } finally {
            process.destroyForcibly();
            rig.mend();
        }
    }

    private @Nullable String awaitBack(Original original, Process process) throws InterruptedException {
        try {
            Await.until("it is back", BACK, () -> flowing(System.nanoTime()) || !process.isAlive());
        } catch (Await.InVain e) {
            return "not back " + BACK.toSeconds() + " s after the cure";
        }
        return process.isAlive() ? null : original.title() + " ended by itself";
    }

    /** Whether pictures came in during the whole last second. */
    private boolean flowing(long now) {
        long from = now - Math.round(FLOWING_SECONDS * 1e9);
        long pictures = rig.arrivals().packets().stream()
                .filter(packet -> packet.video() && packet.nanos() >= from)
                .count();
        return pictures >= rig.settings().rate() * FLOWING_SECONDS * 0.8;
    }
}
