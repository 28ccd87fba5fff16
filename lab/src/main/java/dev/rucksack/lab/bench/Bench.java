package dev.rucksack.lab.bench;

import dev.rucksack.lab.camera.LabCamera;
import dev.rucksack.lab.image.ServiceImage;
import dev.rucksack.lab.process.FreePort;
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

    /** Before the measured seconds of each turn. */
    private static final long SETTLE_MILLIS = 3000;

    /** Of each contender once, before anything is measured: a JVM compiles what is used often. */
    static final int WARM_UP_SECONDS = 15;

    private final BenchSettings settings;
    private final Path home;
    private final Map<String, Integer> ports = new HashMap<>();

    private Bench(BenchSettings settings, Path home) {
        this.settings = settings;
        this.home = home;
    }

    /** {@code lab bench [ROUNDS [SECONDS [JAVA]]]}, from the checkout's root. */
    public static void run(List<String> arguments) throws IOException, InterruptedException {
        Path java = arguments.size() > 2
                ? Path.of(arguments.get(2))
                : Path.of(System.getProperty("java.home"), "bin", "java");
        BenchSettings settings = new BenchSettings(
                1280,
                720,
                30,
                3_000_000,
                arguments.isEmpty() ? 3 : Integer.parseInt(arguments.get(0)),
                arguments.size() > 1 ? Integer.parseInt(arguments.get(1)) : 15,
                java,
                Path.of("").toAbsolutePath());
        new Bench(settings, Files.createTempDirectory("rucksack-bench")).compare();
    }

    private void compare() throws IOException, InterruptedException {
        List<Turn> turns = new ArrayList<>();
        List<ServiceImage> images = List.of(
                ServiceImage.of("encoder-service", settings.root(), settings.java()),
                ServiceImage.of("control-service", settings.root(), settings.java()));
        // A camera each: the product keeps its own open while it stands by
        try (LabCamera first = camera();
                LabCamera second = camera();
                OneLiner oneLiner = new OneLiner(first, settings);
                Product product = new Product(second, settings, images, home)) {
            turn(first, oneLiner, Turn.Camera.CLOSED, WARM_UP_SECONDS);
            turn(second, product, Turn.Camera.OPEN, WARM_UP_SECONDS);
            for (int round = 1; round <= settings.rounds(); round++) {
                turns.add(turn(first, oneLiner, Turn.Camera.CLOSED, settings.seconds()));
                turns.add(turn(second, product, Turn.Camera.OPEN, settings.seconds()));
                turns.add(turn(second, product, Turn.Camera.CLOSED, 0));
                System.out.println("round " + round + " of " + settings.rounds() + " done");
            }
            BenchReport report = new BenchReport(
                    settings, turns, product.readySeconds(), images.get(0).jvm());
            System.out.println(report.markdown());
            Path results = Files.createDirectories(settings.root().resolve("lab/results"));
            Files.writeString(results.resolve("bench.md"), report.markdown());
        }
    }

    private LabCamera camera() {
        return LabCamera.start(settings.width(), settings.height(), Integer.toString(settings.rate()));
    }

    private Turn turn(LabCamera camera, Contender contender, Turn.Camera before, int seconds)
            throws IOException, InterruptedException {
        int port = ports.computeIfAbsent(contender.name(), name -> FreePort.find());
        try (BenchIngest ingest = BenchIngest.listen(port, home.resolve(contender.name() + ".flv"))) {
            contender.standBy(ingest.url(), before);
            long press = System.nanoTime();
            contender.press();
            double keyframe = (ingest.awaitKeyframe() - press) / 1e9;
            Thread.sleep(SETTLE_MILLIS);
            Turn.Flow flow = seconds == 0 ? Turn.Flow.UNMEASURED : flow(camera, contender, ingest.viewer(), seconds);
            contender.release();
            double picture = seconds == 0 ? (ingest.firstCameraPicture() - press) / 1e9 : keyframe;
            return new Turn(contender.name(), before, keyframe, picture, flow);
        }
    }

    private static Turn.Flow flow(LabCamera camera, Contender contender, LiveViewer viewer, int length)
            throws InterruptedException {
        List<ProcessCost> before = contender.costs();
        long start = System.nanoTime();
        Thread.sleep(length * 1000L);
        double seconds = (System.nanoTime() - start) / 1e9;
        List<ProcessCost> parts = ProcessCost.since(before, contender.costs());
        List<LiveViewer.Sight> sights = viewer.since(start);
        double latency = BenchReport.median(sights.stream()
                .mapToDouble(sight -> (sight.nanos() - camera.dueNanos(sight.number())) / 1e9)
                .toArray());
        double cpu = parts.stream().mapToDouble(ProcessCost::cpuSeconds).sum() / seconds;
        return new Turn.Flow(latency, cpu, parts, sights.size());
    }
}
