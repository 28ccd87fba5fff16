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
import java.util.Optional;
import java.util.function.Predicate;

/** A service as its image starts it, and what it costs. */
final class ServiceProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;
    private final Path log;
    private final Process process;

    private ServiceProcess(int port, Path log, Process process) {
        this.port = port;
        this.log = log;
        this.process = process;
    }

    /** Starts control-service and waits until it serves. */
    static ServiceProcess control(ServiceImage image, Path home, Map<String, String> environment)
            throws IOException, InterruptedException {
        ServiceProcess control = start(image, home, "RUCKSACK_CONTROL_PORT", environment);
        control.awaitScrape(text -> text.contains("rucksack_tunnel_state"));
        return control;
    }

    /** Starts encoder-service and waits until it serves. */
    static ServiceProcess encoder(ServiceImage image, Path home, Map<String, String> environment)
            throws IOException, InterruptedException {
        ServiceProcess encoder = start(image, home, "RUCKSACK_ENCODER_PORT", environment);
        encoder.awaitScrape(text -> text.contains("rucksack_stream_state"));
        return encoder;
    }

    private static ServiceProcess start(
            ServiceImage image, Path home, String portSetting, Map<String, String> environment) throws IOException {
        int port = FreePort.find();
        Path log = home.resolve(image.name() + ".log");
        ProcessBuilder builder =
                Lifeline.builder(image.command()).directory(image.directory().toFile());
        Map<String, String> all = new HashMap<>(image.environment());
        all.put("RUCKSACK_HOME", home.resolve(image.name()).toString());
        all.put(portSetting, Integer.toString(port));
        all.putAll(environment);
        builder.environment().putAll(all);
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        return new ServiceProcess(port, log, builder.start());
    }

    /** Where it serves. */
    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Asks for the metrics until they are as expected; how long that took, in seconds. */
    double awaitScrape(Predicate<String> expected) throws InterruptedException {
        long start = System.nanoTime();
        Await.until("the metrics say so; the log is " + log, PATIENCE, () -> expected.test(scrape()));
        return (System.nanoTime() - start) / 1e9;
    }

    /** The metrics; nothing while it does not serve. */
    String scrape() throws InterruptedException {
        URI uri = URI.create(url() + "/actuator/prometheus");
        try {
            return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            return "";
        }
    }

    /** What it has cost so far, and what it is now. */
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

    private ProcessHandle service() throws IOException {
        return below(process).orElseThrow(() -> new IOException("A service has ended; its log is " + log));
    }

    /** The service itself, below the shell that ends it when we end. */
    static Optional<ProcessHandle> below(Process lifeline) {
        return lifeline.children()
                .filter(child -> child.info()
                        .command()
                        .filter(command -> command.endsWith("java"))
                        .isPresent())
                .findFirst();
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
     * @param programSeconds of all the processes that it has started so far
     * @param programs how many of those live now
     */
    record Vitals(
            long nanos, double cpuSeconds, double programSeconds, long residentBytes, long threads, long programs) {

        double cpuPercentSince(Vitals before) {
            return percent(cpuSeconds - before.cpuSeconds, before);
        }

        double programPercentSince(Vitals before) {
            return percent(programSeconds - before.programSeconds, before);
        }

        private double percent(double seconds, Vitals before) {
            return 100 * seconds / ((nanos - before.nanos) / 1e9);
        }
    }

    @Override
    public void close() {
        Lifeline.end(process);
    }
}
