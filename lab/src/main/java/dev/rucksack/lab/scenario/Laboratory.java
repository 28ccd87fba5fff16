package dev.rucksack.lab.scenario;

import dev.rucksack.lab.ingest.Packet;
import dev.rucksack.lab.process.Await;
import dev.rucksack.lab.reader.FrameReader;
import dev.rucksack.lab.reader.Reading;
import dev.rucksack.lab.scenario.Scenario.Trait;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Puts our service to scenarios, one after the other, and judges what came of each. */
final class Laboratory {

    private static final Duration CALM = Duration.ofSeconds(90);
    private static final Duration IDLE = Duration.ofSeconds(30);

    private static final double SETTLE_SECONDS = 1;

    /** How long the counters of a service that began anew are looked at. */
    private static final double ANEW_SECONDS = 3;

    private final Rig rig;

    Laboratory(Rig rig) {
        this.rig = rig;
    }

    /** Runs one; what goes wrong with it is an outcome, too, and the next begins with a fresh service. */
    Outcome run(Scenario scenario) throws IOException, InterruptedException {
        Run run = new Run(rig);
        try {
            Evidence evidence = perform(scenario, run);
            List<Check> checks = new ArrayList<>(run.checks());
            Goals.always().forEach(goal -> checks.add(goal.check(evidence)));
            Goals.accounts(scenario).forEach(goal -> checks.add(goal.check(evidence)));
            scenario.goals().forEach(goal -> checks.add(goal.check(evidence)));
            if (scenario.endsItsService()) {
                rig.discard();
            }
            return Outcome.of(scenario, Outcome.RUCKSACK, evidence, checks);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            rig.mend();
            rig.discard();
            return Outcome.failed(scenario, Outcome.RUCKSACK, run.checks(), plain(e));
        }
    }

    private static String plain(Exception e) {
        String text = e.getMessage() == null ? e.toString() : e.getMessage();
        Throwable cause = e.getCause();
        return cause == null ? text : text + " (" + cause.getMessage() + ")";
    }

    private Evidence perform(Scenario scenario, Run run) throws Exception {
        EncoderService product = rig.startedFor(scenario);
        Await.until(
                "the camera delivers",
                CALM,
                () -> product.report().at("/capture/delivering").asBoolean());
        Await.until(
                "what the scenario before caused is told no more",
                CALM,
                () -> product.report().path("cautions").isEmpty());
        rig.arrivals().forget();
        OwnRecordings recordings = OwnRecordings.since(product);
        @Nullable Moment before = null;
        if (!scenario.is(Trait.STARTS_IDLE)) {
            product.order("live");
            before = calm(product);
        }
        long start = System.nanoTime();
        Scrape first = product.scrape();
        try (Sampler sampler = new Sampler(product)) {
            scenario.act().on(run);
            Moment counted = scenario.is(Trait.COUNTERS_DIE) ? null : before;
            if (counted == null) {
                counted = calm(product);
                first = product.scrape();
                run.last(ANEW_SECONDS);
            }
            Moment after = calm(product);
            run.last(SETTLE_SECONDS); // so that the delay is that of the stream and not of catching up
            Times times = run.times(start, System.nanoTime());
            Scrape last = product.scrape();
            product.order("idle");
            Await.until(
                    "the stream has ended",
                    IDLE,
                    () -> product.report().path("state").asString("").equals("idle")
                            && rig.ingest().bytes() == 0);
            List<Packet> packets = rig.arrivals().packets();
            List<Reading> readings = read(rig.arrivals().sessions());
            LongUnaryOperator due = number -> rig.camera().dueNanos(number);
            Viewer viewer = Viewer.of(packets, readings, times, due);
            List<Reading> own = recordings.read(product, rig.directory());
            return new Evidence(
                    times,
                    viewer,
                    after.books().since(counted.books()),
                    Proof.ofIngest(counted, after, readings),
                    Proof.ofRecording(counted, after, own),
                    Proof.lacks(before == null ? counted : before, after, own, readings),
                    restarts(first, last),
                    sampler.scrapes(),
                    sampler.imbalances(),
                    sampler.words());
        }
    }

    private Moment calm(EncoderService product) throws InterruptedException {
        Await.until(
                "the stream is live",
                CALM,
                () -> product.report().path("state").asString("").equals("live"));
        return Moment.calm(rig.camera(), CALM, () -> Books.of(product.scrape()));
    }

    private static Map<String, Long> restarts(Scrape first, Scrape last) {
        Map<String, Long> restarts = new HashMap<>(last.byLabel("rucksack_process_restarts_total"));
        first.byLabel("rucksack_process_restarts_total")
                .forEach((process, times) -> restarts.merge(process, -times, Long::sum));
        restarts.values().removeIf(times -> times == 0);
        return restarts;
    }

    /** What each session's recording shows; nothing where there is not even a picture. */
    static List<Reading> read(List<Path> sessions) throws IOException {
        List<Reading> readings = new ArrayList<>();
        for (Path session : sessions) {
            readings.add(readable(session));
        }
        return readings;
    }

    private static Reading readable(Path session) throws IOException {
        try {
            return new FrameReader().read(session);
        } catch (IOException e) {
            if (session.toFile().length() < 2000) {
                return new Reading(List.of(), List.of());
            }
            throw e;
        }
    }
}
