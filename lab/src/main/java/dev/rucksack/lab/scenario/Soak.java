package dev.rucksack.lab.scenario;

import dev.rucksack.lab.process.Await;
import dev.rucksack.lab.reader.Reading;
import dev.rucksack.lab.scenario.Scenario.Trait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** One stream through many faults, in an order of chance, each after the one before is over: what is lost, and what grows. */
final class Soak {

    private static final Duration CALM = Duration.ofSeconds(120);
    private static final long VITALS_MILLIS = 2000;

    private final Rig rig;
    private final Random random;
    private final List<Scenario> faults =
            Catalogue.all().stream().filter(scenario -> scenario.is(Trait.SOAK)).toList();
    private final List<SoakReport.Stretch> stretches = new ArrayList<>();
    private final List<Vitals> vitals = new ArrayList<>();
    private final Map<String, Integer> done = new LinkedHashMap<>();

    Soak(Rig rig, long seed) {
        this.rig = rig;
        random = new Random(seed);
    }

    SoakReport run(Duration duration, Map<String, String> conditions) throws IOException, InterruptedException {
        EncoderService product = rig.started();
        rig.arrivals().forget();
        OwnRecordings recordings = OwnRecordings.since(product);
        product.order("live");
        List<Moment> moments = new ArrayList<>();
        List<String> names = new ArrayList<>();
        moments.add(calm(product));
        long start = System.nanoTime();
        long end = start + duration.toNanos();
        Scrape first = product.scrape();
        String failure = null;
        try (Sampler sampler = new Sampler(product)) {
            Thread watch = watch(product, start);
            while (System.nanoTime() < end && failure == null) {
                Scenario next = faults.get(random.nextInt(faults.size()));
                failure = perform(next, product, moments);
                names.add(next.name());
                done.merge(next.name(), 1, Integer::sum);
                System.out.printf(
                        "%5.0f s  %-20s %s%n",
                        (System.nanoTime() - start) / 1e9, next.name(), failure == null ? "" : failure);
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            watch.interrupt();
            watch.join();
            Scrape last = product.scrape();
            product.order("idle");
            Await.until("the stream has ended", CALM, () -> rig.ingest().bytes() == 0);
            prove(moments, names, recordings.read(product, rig.directory()));
            return new SoakReport(
                    conditions,
                    seconds,
                    done,
                    sampler.scrapes(),
                    sampler.imbalances(),
                    stretches,
                    Books.of(last).since(Books.of(first)),
                    (int) rig.arrivals().packets().stream()
                            .mapToInt(packet -> packet.session())
                            .distinct()
                            .count(),
                    List.copyOf(vitals),
                    failure);
        }
    }

    /** Causes it and waits until all is calm again; a sentence where it is not. */
    private @Nullable String perform(Scenario scenario, EncoderService product, List<Moment> moments)
            throws InterruptedException {
        try {
            scenario.act().on(new Run(rig));
            moments.add(calm(product));
            return null;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            return "the stream did not get over " + scenario.name() + ": " + e.getMessage();
        }
    }

    private Moment calm(EncoderService product) throws InterruptedException {
        return Moment.calm(rig.camera(), CALM, () -> Books.of(product.scrape()));
    }

    private Thread watch(EncoderService product, long start) {
        Thread thread = new Thread(
                () -> {
                    while (true) {
                        try {
                            Vitals now = Vitals.of(
                                    ProcessHandle.of(product.pid()).orElseThrow(), (System.nanoTime() - start) / 1e9);
                            vitals.add(now);
                            Thread.sleep(VITALS_MILLIS);
                        } catch (InterruptedException | IOException e) {
                            return;
                        }
                    }
                },
                "lab-vitals");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /**
     * The whole stream's recordings are read once, the ingest's and our own; each stretch between two calm moments is accounted for by
     * itself.
     */
    private void prove(List<Moment> moments, List<String> names, List<Reading> parts) throws IOException {
        List<Reading.Frame> all = Proof.joined(Laboratory.read(rig.arrivals().sessions()));
        List<Reading> one = List.of(new Reading(all, List.of()));
        List<Reading> own = List.of(new Reading(Proof.following(parts), List.of()));
        for (int i = 1; i < moments.size(); i++) {
            Moment from = moments.get(i - 1);
            Moment to = moments.get(i);
            Proof proof = Proof.ofIngest(from, to, one);
            stretches.add(new SoakReport.Stretch(
                    names.get(i - 1),
                    to.books().since(from.books()).lost(),
                    proof.unaccounted(),
                    Proof.ofRecording(from, to, own).unaccounted(),
                    proof.unheard(),
                    proof.seen()));
        }
    }

    /** {@code lab soak}, inside the bed. */
    static SoakReport run(RigSettings settings, Duration duration, long seed, Map<String, String> conditions)
            throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("rucksack-soak-");
        SoakReport report;
        try (Rig rig = new Rig(directory, settings)) {
            conditions.putAll(Conditions.of(settings));
            report = new Soak(rig, seed).run(duration, conditions);
        }
        if (report.lawful()) {
            ScenarioCommand.delete(directory);
        } else {
            System.out.println("Logs are in " + directory);
        }
        return report;
    }
}
