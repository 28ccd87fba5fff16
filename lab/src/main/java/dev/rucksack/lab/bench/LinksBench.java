package dev.rucksack.lab.bench;

import dev.rucksack.lab.board.LabBoard;
import dev.rucksack.lab.ffmpeg.FfmpegBinary;
import dev.rucksack.lab.image.ServiceImage;
import dev.rucksack.lab.speedify.LabSpeedify;
import dev.rucksack.lab.speedify.LinkSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What watching Speedify costs: both services as in their images, a board, the lab's Speedify; the encoder stands by with its test
 * picture. It asserts nothing: the machine is shared, so it prints what was, and how busy the machine was.
 */
public final class LinksBench {

    private static final int LINKS = 4;
    private static final int MANY_LINKS = 16;
    private static final long SETTLE_MILLIS = 40_000;

    /** As often as our Prometheus asks. */
    private static final int SCRAPE_SECONDS = 10;

    private static final int KILLS = 5;
    private static final int CALLS = 200;

    private final ServiceProcess encoder;
    private final ServiceProcess control;
    private final LabSpeedify speedify;
    private final StringBuilder report = new StringBuilder();

    private LinksBench(ServiceProcess encoder, ServiceProcess control, LabSpeedify speedify) {
        this.encoder = encoder;
        this.control = control;
        this.speedify = speedify;
    }

    /** {@code lab bench links [SECONDS [JAVA]]}, from the checkout's root. */
    public static void run(List<String> arguments) throws IOException, InterruptedException {
        int seconds = arguments.isEmpty() ? 60 : Integer.parseInt(arguments.get(0));
        Path java = arguments.size() > 1
                ? Path.of(arguments.get(1))
                : Path.of(System.getProperty("java.home"), "bin", "java");
        Path root = Path.of("").toAbsolutePath();
        Path home = Files.createTempDirectory("rucksack-bench");
        ServiceImage image = ServiceImage.of("control-service", root, java);
        try (LabBoard board = LabBoard.plugIn(home.resolve("board"));
                LabSpeedify speedify = LabSpeedify.start(home.resolve("speedify"), phones(0, LINKS));
                ServiceProcess encoder = ServiceProcess.encoder(
                        ServiceImage.of("encoder-service", root, java),
                        home,
                        Map.of(
                                "RUCKSACK_FFMPEG_PATH", FfmpegBinary.locate().toString(),
                                "RUCKSACK_CAPTURE_SOURCE", "test",
                                "RUCKSACK_SOUND_SOURCE", "test"));
                ServiceProcess control = ServiceProcess.control(
                        image,
                        home,
                        Map.of(
                                "RUCKSACK_CONTROL_ADDRESS", "127.0.0.1",
                                "RUCKSACK_ENCODER_URL", encoder.url(),
                                "RUCKSACK_PANEL_PORT", board.path().toString(),
                                "RUCKSACK_SPEEDIFY_CLI", speedify.cli().toString()))) {
            LinksBench bench = new LinksBench(encoder, control, speedify);
            bench.line(
                    "# Watching Speedify%n%n%s, the image's flags; %s with %d processors, load %s at the"
                            + " beginning. The encoder is idle, with its test picture.%n",
                    image.jvm(),
                    System.getProperty("os.arch"),
                    Runtime.getRuntime().availableProcessors(),
                    load());
            bench.all(seconds);
            bench.line("%nLoad %s at the end.", load());
            System.out.print(bench.report);
            Path results = Files.createDirectories(root.resolve("lab/results"));
            Files.writeString(results.resolve("links.md"), bench.report);
        }
    }

    private static List<LinkSpec> phones(int from, int to) {
        List<LinkSpec> links = new ArrayList<>();
        for (int i = from; i < to; i++) {
            links.add(LinkSpec.phone("usb" + i, "Example Mobile", 6_000_000, 40 + i));
        }
        return links;
    }

    private void all(int seconds) throws IOException, InterruptedException {
        calls();
        speedify.load(4_000_000);
        control.awaitScrape(text -> count(text, "rucksack_link_up{") == LINKS);
        encoder.awaitScrape(text -> text.contains("rucksack_frames_captured_total"));
        Thread.sleep(SETTLE_MILLIS);
        line("%n| | CPU of control, %% of a core | of speedify_cli | of encoder | of its ffmpeg | control resident, MB"
                + " | encoder resident, MB | threads of control | speedify_cli | scrape of control, median ms"
                + " | scrape, slowest ms |%n|---|---|---|---|---|---|---|---|---|---|---|");
        measure("four links at 1 Hz", seconds);
        for (LinkSpec link : phones(LINKS, MANY_LINKS)) {
            speedify.plug(link);
        }
        for (int i = 0; i < MANY_LINKS; i++) {
            speedify.flap("usb" + i, 300 + 100 * i);
        }
        speedify.tickMillis(50);
        for (int i = 1; i <= 3; i++) {
            measure("16 flapping links at 20 Hz, part " + i, seconds);
        }
        speedify.heal();
        speedify.tickMillis(1000);
        control.awaitScrape(text -> count(text, "rucksack_link_up{") == LINKS);
        measure("four links at 1 Hz again", seconds);
        kills();
    }

    /** One row: what it cost in so many seconds, scraped as usual. */
    private void measure(String what, int seconds) throws IOException, InterruptedException {
        ServiceProcess.Vitals before = control.vitals();
        ServiceProcess.Vitals encoderBefore = encoder.vitals();
        List<Double> scrapes = new ArrayList<>();
        for (int i = 0; i < seconds; i += SCRAPE_SECONDS) {
            Thread.sleep(SCRAPE_SECONDS * 1000L);
            long start = System.nanoTime();
            control.scrape();
            scrapes.add((System.nanoTime() - start) / 1e6);
        }
        ServiceProcess.Vitals after = control.vitals();
        ServiceProcess.Vitals encoderAfter = encoder.vitals();
        double[] millis = sorted(scrapes);
        line(
                "| %s | %.1f | %.1f | %.1f | %.1f | %.0f | %.0f | %d | %d | %.1f | %.1f |",
                what,
                after.cpuPercentSince(before),
                after.programPercentSince(before),
                encoderAfter.cpuPercentSince(encoderBefore),
                encoderAfter.programPercentSince(encoderBefore),
                after.residentBytes() / 1e6,
                encoderAfter.residentBytes() / 1e6,
                after.threads(),
                after.programs(),
                BenchReport.median(millis),
                millis[millis.length - 1]);
    }

    /** The daemon dies and comes back: from the deed until a scrape says so. */
    private void kills() throws InterruptedException {
        List<Double> seen = new ArrayList<>();
        List<Double> healed = new ArrayList<>();
        for (int i = 0; i < KILLS; i++) {
            speedify.daemonDown(true);
            seen.add(control.awaitScrape(text -> text.contains("rucksack_tunnel_state{state=\"unreachable\"} 1.0")));
            speedify.daemonDown(false);
            healed.add(control.awaitScrape(text -> text.contains("rucksack_tunnel_state{state=\"connected\"} 1.0")
                    && count(text, "rucksack_link_latency_seconds{") == LINKS));
        }
        double[] dead = sorted(seen);
        double[] alive = sorted(healed);
        line(
                "%nDaemon killed %d times: a scrape says so after %.2f s (slowest %.2f), and that all links are measured"
                        + " again %.1f s after its return (slowest %.1f).",
                KILLS,
                BenchReport.median(dead),
                dead[dead.length - 1],
                BenchReport.median(alive),
                alive[alive.length - 1]);
    }

    /** The simulator's own speed: what it adds to every figure here. */
    private void calls() throws IOException, InterruptedException {
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            long start = System.nanoTime();
            Process call = new ProcessBuilder(speedify.cli().toString(), "-s", "state").start();
            call.getInputStream().readAllBytes();
            call.waitFor();
            times.add((System.nanoTime() - start) / 1e6);
        }
        double[] millis = sorted(times);
        line(
                "%nA call of the lab's speedify_cli takes %.0f ms, of %d calls one in a hundred more than %.0f; its contract asks"
                        + " for less than 150.",
                BenchReport.median(millis), CALLS, millis[CALLS * 99 / 100]);
    }

    private static int count(String text, String series) {
        return (int) text.lines().filter(sample -> sample.startsWith(series)).count();
    }

    private static double[] sorted(List<Double> values) {
        double[] result = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(result);
        return result;
    }

    private static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
    }

    private void line(String format, Object... values) {
        report.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
