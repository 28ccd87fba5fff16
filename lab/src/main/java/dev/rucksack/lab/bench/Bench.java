package dev.rucksack.lab.bench;

import dev.rucksack.lab.camera.LabCamera;
import dev.rucksack.lab.reader.LiveViewer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Product and one-liner in turn, A B A B, from the same camera into the same kind of ingest, on one machine in one run. It
 * asserts nothing: the machine is shared, so it prints medians and ratios.
 */
public final class Bench {

    private static final long SETTLE_MILLIS = 3000;

    private final BenchSettings settings;
    private final Map<String, Integer> ports = new HashMap<>();

    private Bench(BenchSettings settings) {
        this.settings = settings;
    }

    /** {@code lab bench [ROUNDS [SECONDS [JAVA]]]}, from the checkout's root. */
    public static void run(List<String> arguments) throws IOException, InterruptedException {
        Path java = arguments.size() > 2
                ? Path.of(arguments.get(2))
                : Path.of(System.getProperty("java.home"), "bin", "java");
        new Bench(new BenchSettings(
                        1280,
                        720,
                        30,
                        3_000_000,
                        arguments.isEmpty() ? 5 : Integer.parseInt(arguments.get(0)),
                        arguments.size() > 1 ? Integer.parseInt(arguments.get(1)) : 15,
                        java,
                        Path.of("").toAbsolutePath()))
                .compare();
    }

    private void compare() throws IOException, InterruptedException {
        Path home = Files.createTempDirectory("rucksack-bench");
        List<Turn> turns = new ArrayList<>();
        // A camera each: the product keeps its own open while it stands by
        try (LabCamera first = camera();
                LabCamera second = camera();
                OneLiner oneLiner = new OneLiner(first, settings);
                Product product = new Product(second, settings, home)) {
            for (int round = 1; round <= settings.rounds(); round++) {
                turns.add(turn(first, oneLiner));
                turns.add(turn(second, product));
                System.out.println("round " + round + " of " + settings.rounds() + " done");
            }
            BenchReport report = new BenchReport(settings, turns, product.readySeconds());
            System.out.println(report.markdown());
            Path results = Files.createDirectories(settings.root().resolve("lab/results"));
            Files.writeString(results.resolve("bench.md"), report.markdown());
        }
    }

    private LabCamera camera() {
        return LabCamera.start(settings.width(), settings.height(), Integer.toString(settings.rate()));
    }

    private Turn turn(LabCamera camera, Contender contender) throws IOException, InterruptedException {
        try (LiveViewer viewer =
                LiveViewer.listen(ports.computeIfAbsent(contender.name(), name -> LiveViewer.freePort()))) {
            contender.standBy(viewer.url());
            long press = System.nanoTime();
            contender.press();
            double firstPicture = (viewer.awaitFirstPicture() - press) / 1e9;
            Thread.sleep(SETTLE_MILLIS);
            List<ProcessCost> before = contender.costs();
            long start = System.nanoTime();
            Thread.sleep(settings.seconds() * 1000L);
            double seconds = (System.nanoTime() - start) / 1e9;
            List<ProcessCost> parts = ProcessCost.since(before, contender.costs());
            List<LiveViewer.Sight> sights = viewer.since(start);
            double latency = BenchReport.median(sights.stream()
                    .mapToDouble(sight -> (sight.nanos() - camera.dueNanos(sight.number())) / 1e9)
                    .toArray());
            contender.release();
            double cpu = parts.stream().mapToDouble(ProcessCost::cpuSeconds).sum() / seconds;
            return new Turn(contender.name(), firstPicture, latency, cpu, parts, sights.size());
        }
    }
}
