package dev.rucksack.lab;

import dev.rucksack.lab.bench.Bench;
import dev.rucksack.lab.bench.LinksBench;
import dev.rucksack.lab.camera.LabCamera;
import dev.rucksack.lab.dashboard.DashboardCheck;
import dev.rucksack.lab.demo.Demo;
import dev.rucksack.lab.reader.FrameReader;
import dev.rucksack.lab.scenario.ScenarioCommand;
import dev.rucksack.lab.scenario.SoakCommand;
import dev.rucksack.lab.speedify.SpeedifyOrders;
import dev.rucksack.lab.stage.Stage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Entry point of the lab: {@code lab camera}, {@code lab read FILE} and the rest of the equipment. */
public final class Lab {

    private static final String USAGE = """
            lab camera [WIDTHxHEIGHT] [RATE]   a camera on two loopback ports, until it is stopped
            lab bench [ROUNDS [SECONDS [JAVA]]]  product beside one-liner, from a checkout with both services packaged
            lab bench links [SECONDS [JAVA]]     what watching Speedify costs, both services packaged likewise
            lab read FILE ...                  which frames a recording has, and whether sound and picture are together
            lab stage DIR [WIDTHxHEIGHT] [RATE]
                                               camera, board, phones and ingest in a directory, played by standard input
            lab speedify DIR                   a speedify_cli in a directory and the daemon behind it, played by standard input
            lab scenario NAME... | --all | --list
                                               what can go wrong, caused on purpose, and what came of it
            lab soak --minutes N               one stream through faults in an order of chance, and what grows meanwhile
            lab dashboard URL [MINUTES]        whether every panel and alert finds something in this Prometheus
            """;

    private Lab() {}

    public static void main(String[] args) throws Exception {
        List<String> words = List.of(args);
        String what = words.isEmpty() ? "" : words.get(0);
        switch (what) {
            case "demo" -> System.exit(Demo.run(words.subList(1, words.size()), root()));
            case "bench" -> bench(words.subList(1, words.size()));
            case "scenario" -> System.exit(ScenarioCommand.run(words.subList(1, words.size()), root()));
            case "soak" -> System.exit(SoakCommand.run(words.subList(1, words.size()), root()));
            case "camera" -> camera(words);
            case "read" -> read(words.subList(1, words.size()));
            case "speedify" -> speedify(words.subList(1, words.size()));
            case "stage" -> stage(words.subList(1, words.size()));
            case "dashboard" -> dashboard(words.subList(1, words.size()));
            default -> {
                System.err.print(USAGE);
                System.exit(2);
            }
        }
    }

    /** Where the services' jars are: told by {@code ./demo}, else the directory this was started in. */
    private static Path root() {
        return Path.of(System.getProperty("rucksack.root", "")).toAbsolutePath();
    }

    private static void bench(List<String> words) throws IOException, InterruptedException {
        if (!words.isEmpty() && words.get(0).equals("links")) {
            LinksBench.run(words.subList(1, words.size()));
        } else {
            Bench.run(words);
        }
    }

    private static void camera(List<String> words) throws InterruptedException {
        String[] size = (words.size() > 1 ? words.get(1) : "1280x720").split("x", 2);
        String rate = words.size() > 2 ? words.get(2) : "30";
        try (LabCamera camera = LabCamera.start(Integer.parseInt(size[0]), Integer.parseInt(size[1]), rate)) {
            System.out.println("picture  " + camera.videoUrl() + "  (yuv4mpegpipe)");
            System.out.println("sound    " + camera.soundUrl() + "  (s16le, 48 kHz, stereo)");
            Thread.sleep(Long.MAX_VALUE);
        }
    }

    private static void stage(List<String> words) throws IOException {
        if (words.isEmpty()) {
            System.err.print(USAGE);
            System.exit(2);
        }
        String[] size = (words.size() > 1 ? words.get(1) : "640x360").split("x", 2);
        Stage.run(
                Path.of(words.get(0)),
                Integer.parseInt(size[0]),
                Integer.parseInt(size[1]),
                words.size() > 2 ? words.get(2) : "30",
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
                System.out);
    }

    private static void speedify(List<String> words) throws IOException {
        if (words.isEmpty()) {
            System.err.print(USAGE);
            System.exit(2);
        }
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        SpeedifyOrders.run(Path.of(words.get(0)), lines, System.out);
    }

    private static void dashboard(List<String> words) throws IOException, InterruptedException {
        if (words.isEmpty()) {
            System.err.print(USAGE);
            System.exit(2);
        }
        Duration window = Duration.ofMinutes(words.size() > 1 ? Long.parseLong(words.get(1)) : 15);
        System.exit(DashboardCheck.run(Path.of("monitoring"), URI.create(words.get(0)), window) ? 0 : 1);
    }

    private static void read(List<String> files) {
        int failures = 0;
        for (String file : files) {
            System.out.println(file);
            try {
                System.out.print(new FrameReader().read(Path.of(file)).report());
            } catch (IOException e) {
                System.err.println(e.getMessage());
                failures++;
            }
        }
        System.exit(failures > 0 || files.isEmpty() ? 1 : 0);
    }
}
