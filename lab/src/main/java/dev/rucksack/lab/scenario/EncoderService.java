package dev.rucksack.lab.scenario;

import dev.rucksack.lab.image.ServiceImage;
import dev.rucksack.lab.process.Await;
import dev.rucksack.lab.process.Signals;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The packaged encoder-service as a process, and its API. */
final class EncoderService implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http = HttpClient.newHttpClient();
    private final ServiceImage image;
    private final Path home;
    private final Map<String, String> environment;
    private final int port;
    private final Set<ProcessHandle> seen = new LinkedHashSet<>();
    private Process process;

    private EncoderService(ServiceImage image, Path home, int port, Map<String, String> environment)
            throws IOException {
        this.image = image;
        this.home = home;
        this.port = port;
        this.environment = environment;
        process = launch();
    }

    /**
     * Starts it and waits until it is ready.
     *
     * @param image what starts it
     * @param home the service's home; the log is beside it
     * @param environment settings, {@code RUCKSACK_…}
     */
    static EncoderService start(ServiceImage image, Path home, int port, Map<String, String> environment)
            throws IOException, InterruptedException {
        EncoderService service = new EncoderService(image, home, port, environment);
        try {
            service.awaitReady();
            return service;
        } catch (Await.InVain e) {
            service.close();
            throw new IOException("encoder-service does not start; its log is " + service.log(), e);
        }
    }

    private Process launch() throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(image.command()).directory(image.directory().toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("RUCKSACK_") || name.startsWith("SPRING_"));
        builder.environment().putAll(image.environment());
        builder.environment().putAll(environment);
        builder.environment().put("RUCKSACK_HOME", home.toString());
        builder.environment().put("RUCKSACK_ENCODER_PORT", String.valueOf(port));
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
    }

    Path log() {
        return home.resolveSibling(image.name() + ".log");
    }

    void awaitReady() throws InterruptedException {
        Await.until("encoder-service is ready", PATIENCE, () -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("it ended with " + process.exitValue());
            }
            return get("/actuator/health/readiness").statusCode() == 200;
        });
    }

    /** Starts it again after {@link #kill()}. Returns before it is ready. */
    void again() throws IOException {
        process = launch();
    }

    /** SIGKILL to the service alone, as the kernel does when memory is short. */
    void kill() throws InterruptedException {
        seen.addAll(family());
        process.destroyForcibly().waitFor();
    }

    /** SIGKILL to the service and all that it started, as when the power goes. */
    void killAll() throws InterruptedException {
        List<ProcessHandle> family = family();
        family.forEach(handle -> Signals.kill(handle.pid()));
        process.waitFor();
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Itself and all below it, now. */
    List<ProcessHandle> family() {
        List<ProcessHandle> all = new ArrayList<>();
        all.add(process.toHandle());
        all.addAll(process.descendants().toList());
        return all;
    }

    /**
     * The process that does a part of the work: {@code capture microphone encoder audio-encoder publisher}. The oldest of that name:
     * a younger one stands by.
     *
     * @throws Await.InVain when there is none for a while
     */
    ProcessHandle child(String name) throws InterruptedException {
        ProcessHandle[] found = new ProcessHandle[1];
        Await.until("there is a process " + name, Duration.ofSeconds(20), () -> {
            long oldest = Long.MAX_VALUE;
            for (JsonNode child : JSON.readTree(Files.readString(home.resolve("children.json")))) {
                long started = child.required("startTicks").asLong();
                if (child.path("name").asString("").equals(name) && started < oldest) {
                    oldest = started;
                    found[0] = ProcessHandle.of(child.required("pid").asLong())
                            .filter(ProcessHandle::isAlive)
                            .orElse(null);
                }
            }
            return found[0] != null;
        });
        return found[0];
    }

    /** What time of day it takes it to be: the {@code Date} of its answers, which may be a second old. */
    Instant timeOfDay() throws IOException, InterruptedException {
        String date =
                get("/actuator/health/liveness").headers().firstValue("Date").orElseThrow();
        return DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);
    }

    JsonNode report() throws IOException, InterruptedException {
        return JSON.readTree(get("/api/stream").body());
    }

    /** The answer to a GET, as JSON; a missing node where there is no such thing. */
    JsonNode json(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = get(path);
        return response.statusCode() == 200 ? JSON.readTree(response.body()) : JSON.missingNode();
    }

    /** The answer to a GET, as a file. */
    void fetch(String path, Path file) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        int status = http.send(request, BodyHandlers.ofFile(file)).statusCode();
        if (status != 200) {
            throw new IOException("GET " + path + " was answered with " + status);
        }
    }

    Scrape scrape() throws IOException, InterruptedException {
        HttpResponse<String> response = get("/actuator/prometheus");
        if (response.statusCode() != 200) {
            throw new IOException("The scrape was answered with " + response.statusCode());
        }
        return Scrape.parse(response.body());
    }

    /** {@code live} or {@code idle}. */
    void order(String wanted) throws IOException, InterruptedException {
        long revision = report().required("order").required("revision").asLong() + 1;
        put("/api/stream/order", Map.of("wanted", wanted, "revision", revision), 200);
    }

    void key(String key) throws IOException, InterruptedException {
        put("/api/key", Map.of("key", key), 204);
    }

    void settings(Map<String, ?> part) throws IOException, InterruptedException {
        put("/api/settings", part, 200);
    }

    private void put(String path, Map<String, ?> body, int expected) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(
                request(path)
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                        .build(),
                BodyHandlers.ofString());
        if (response.statusCode() != expected) {
            throw new IOException(
                    "PUT " + path + " was answered with " + response.statusCode() + ": " + response.body());
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(5));
    }

    @Override
    public void close() {
        seen.addAll(family());
        seen.forEach(handle -> Signals.go(handle.pid()));
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
        seen.forEach(ProcessHandle::destroyForcibly);
    }
}
