package dev.rucksack.lab.bench;

import dev.rucksack.lab.image.ServiceImage;
import dev.rucksack.lab.process.Await;
import dev.rucksack.lab.process.FreePort;
import dev.rucksack.lab.process.Lifeline;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A control-service as its image starts it, by itself, and what it costs. */
final class ControlProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;
    private final Path log;
    private final Process process;

    private ControlProcess(int port, Path log, Process process) {
        this.port = port;
        this.log = log;
        this.process = process;
    }

    /** Starts it and waits until it serves. */
    static ControlProcess start(ServiceImage image, Path home, Map<String, String> environment)
            throws IOException, InterruptedException {
        int port = FreePort.find();
        Path log = home.resolve("control.log");
        ProcessBuilder builder =
                Lifeline.builder(image.command()).directory(image.directory().toFile());
        Map<String, String> all = new HashMap<>(image.environment());
        all.put("RUCKSACK_HOME", home.resolve("control").toString());
        all.put("RUCKSACK_CONTROL_PORT", Integer.toString(port));
        all.put("RUCKSACK_CONTROL_ADDRESS", "127.0.0.1");
        all.putAll(environment);
        builder.environment().putAll(all);
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        ControlProcess control = new ControlProcess(port, log, builder.start());
        control.awaitScrape(text -> text.contains("rucksack_tunnel_state"));
        return control;
    }

    /** Asks for the metrics until they are as expected; how long that took, in seconds. */
    double awaitScrape(Predicate<String> expected) throws InterruptedException {
        long start = System.nanoTime();
        Await.until("the metrics say so; the log is " + log, PATIENCE, () -> expected.test(scrape()));
        return (System.nanoTime() - start) / 1e9;
    }

    /** The metrics; nothing while it does not serve. */
    String scrape() throws InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port + "/actuator/prometheus");
        try {
            return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            return "";
        }
    }

    Vitals vitals() throws IOException {
        ProcessHandle service = service();
        List<ProcessCost> costs = ProcessCost.tree(service);
        ProcessCost own = costs.get(0);
        double children = endedChildrenSeconds(service);
        for (ProcessCost child : costs.subList(1, costs.size())) {
            children += child.cpuSeconds();
        }
        long threads;
        try (var tasks = Files.list(Path.of("/proc", Long.toString(service.pid()), "task"))) {
            threads = tasks.count();
        }
        return new Vitals(
                System.nanoTime(),
                own.cpuSeconds(),
                children,
                own.residentBytes(),
                threads,
                service.descendants().count());
    }

    /** The service itself, below the shell that ends it when we end. */
    private ProcessHandle service() throws IOException {
        return process.children()
                .filter(child -> child.info()
                        .command()
                        .filter(command -> command.endsWith("java"))
                        .isPresent())
                .findFirst()
                .orElseThrow(() -> new IOException("control-service has ended; its log is " + log));
    }

    /** {@code proc_pid_stat(5)}, fields 16 and 17. */
    private static double endedChildrenSeconds(ProcessHandle service) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(service.pid()), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) / ProcessCost.TICKS_PER_SECOND;
    }

    /**
     * What it is at one moment.
     *
     * @param cpuSeconds its own, since it started
     * @param programSeconds of all the bonding program's processes so far
     * @param programs how many of those live now
     */
    record Vitals(
            long nanos, double cpuSeconds, double programSeconds, long residentBytes, long threads, long programs) {}

    @Override
    public void close() {
        Lifeline.end(process);
    }
}
