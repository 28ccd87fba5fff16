package dev.rucksack.e2e;

import dev.rucksack.lab.ffmpeg.FfmpegBinary;
import dev.rucksack.lab.process.Alive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Both packaged services with homes, ports and a panel of their own; closing it ends whatever they started. */
final class Product implements AutoCloseable {

    /** What a test may wait for anything that starts on a busy machine. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Path ROOT =
            Path.of(System.getProperty("rucksack.root", "..")).toAbsolutePath().normalize();
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path directory;
    private final int encoderPort = freePort();
    private final int controlPort = freePort();
    private final Service encoder;
    private final Service control;
    private final Set<ProcessHandle> seen = new LinkedHashSet<>();

    private Product(Path directory, Map<String, String> environment) {
        this.directory = directory;
        Map<String, String> forEncoder = new HashMap<>(environment);
        forEncoder.putIfAbsent("RUCKSACK_FFMPEG_PATH", FfmpegBinary.locate().toString());
        forEncoder.put("RUCKSACK_HOME", directory.resolve("encoder").toString());
        forEncoder.put("RUCKSACK_ENCODER_PORT", String.valueOf(encoderPort));
        Map<String, String> forControl = new HashMap<>(environment);
        forControl.put("RUCKSACK_HOME", directory.resolve("control").toString());
        forControl.put("RUCKSACK_CONTROL_PORT", String.valueOf(controlPort));
        forControl.put("RUCKSACK_CONTROL_ADDRESS", "127.0.0.1");
        forControl.put("RUCKSACK_ENCODER_URL", "http://127.0.0.1:" + encoderPort);
        encoder = Service.start(jar("encoder-service"), forEncoder, directory.resolve("encoder.log"));
        control = Service.start(jar("control-service"), forControl, directory.resolve("control.log"));
    }

    /**
     * Starts both and waits until they are ready.
     *
     * @param directory for homes and logs
     * @param environment settings of both, {@code RUCKSACK_…}
     */
    static Product start(Path directory, Map<String, String> environment) {
        Product product = new Product(directory, environment);
        try {
            product.awaitReady();
        } catch (RuntimeException | Error e) {
            product.close();
            throw new AssertionError("The services did not become ready.\n" + product.logs(), e);
        }
        return product;
    }

    /** The project's directory. */
    static Path root() {
        return ROOT;
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path jar(String module) {
        return ROOT.resolve(module).resolve("target").resolve(module + ".jar");
    }

    void awaitReady() {
        awaitEncoder();
        Awaitility.await("control-service is ready")
                .atMost(PATIENCE)
                .until(() -> alive(control) && status(controlUrl("/actuator/health/readiness")) == 200);
    }

    void awaitEncoder() {
        Awaitility.await("encoder-service is ready")
                .atMost(PATIENCE)
                .until(() -> alive(encoder) && status(encoderUrl("/actuator/health/readiness")) == 200);
    }

    private static boolean alive(Service service) {
        if (!service.process().isAlive()) {
            throw new IllegalStateException("It ended with " + service.process().exitValue());
        }
        return true;
    }

    Service encoder() {
        return encoder;
    }

    Service control() {
        return control;
    }

    URI encoderUrl(String path) {
        return URI.create("http://127.0.0.1:" + encoderPort + path);
    }

    URI controlUrl(String path) {
        return URI.create("http://127.0.0.1:" + controlPort + path);
    }

    /** Every recording, newest first. */
    JsonNode recordings() {
        return JSON.readTree(send(request(encoderUrl("/api/recordings"))).body())
                .path("recordings");
    }

    /** The encoder's report, or an empty object where it does not answer. */
    JsonNode report() {
        seen.addAll(encoder.children());
        try {
            return JSON.readTree(send(request(encoderUrl("/api/stream"))).body());
        } catch (UncheckedIOException e) {
            return JSON.createObjectNode();
        }
    }

    /** The pid of the encoder's ffmpeg of that name ({@code encoder}, {@code publisher}, …); 0 while there is none. */
    long child(String name) throws IOException {
        for (JsonNode child : JSON.readTree(Files.readString(directory.resolve("encoder/children.json")))) {
            if (child.path("name").asString("").equals(name)) {
                return child.required("pid").asLong();
            }
        }
        return 0;
    }

    String state() {
        return report().path("state").asString("");
    }

    /** Puts a part of the settings; fails unless they are taken. */
    void settings(Map<String, ?> part) {
        put("/api/settings", part, 200);
    }

    void key(String key) {
        put("/api/key", Map.of("key", key), 204);
    }

    void forgetKey() {
        expect(204, send(to("/api/key").DELETE().build()));
    }

    /** What is said to settings that are not to be taken. */
    HttpResponse<String> refusedSettings(String json) {
        return put("/api/settings", json);
    }

    /** Orders at the encoder itself, past control-service. */
    void order(String wanted) {
        long revision = report().path("order").path("revision").asLong() + 1;
        put("/api/stream/order", Map.of("wanted", wanted, "revision", revision), 200);
    }

    private void put(String path, Object body, int expected) {
        expect(expected, put(path, JSON.writeValueAsString(body)));
    }

    private HttpResponse<String> put(String path, String json) {
        return send(to(path).header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(json))
                .build());
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(encoderUrl(path)).timeout(Duration.ofSeconds(10));
    }

    private static void expect(int status, HttpResponse<String> answer) {
        if (answer.statusCode() != status) {
            HttpRequest asked = answer.request();
            throw new AssertionError(
                    asked.method() + " " + asked.uri().getPath() + ": " + answer.statusCode() + " " + answer.body());
        }
    }

    /** The body of an answer, whatever its status. */
    String get(URI url) {
        return send(request(url)).body();
    }

    private int status(URI url) {
        try {
            return send(request(url)).statusCode();
        } catch (UncheckedIOException e) {
            return 0; // not listening yet
        }
    }

    private static HttpRequest request(URI url) {
        return HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(5)).build();
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Both services and every process below them, now. */
    List<ProcessHandle> family() {
        List<ProcessHandle> all = new ArrayList<>();
        for (Service service : List.of(encoder, control)) {
            all.add(service.process().toHandle());
            all.addAll(service.children());
        }
        seen.addAll(all);
        return all;
    }

    /** Everything dies at once and nothing is left running, as when the battery is pulled. */
    void cutPower() {
        List<ProcessHandle> all = family();
        all.forEach(ProcessHandle::destroyForcibly);
        encoder.kill();
        control.kill();
        Awaitility.await("everything is gone")
                .atMost(PATIENCE)
                .until(() -> all.stream().noneMatch(Alive::isRunning));
    }

    /** Where homes and logs are. */
    Path directory() {
        return directory;
    }

    String logs() {
        return "--- encoder-service\n" + tail(encoder.log()) + "\n--- control-service\n" + tail(control.log());
    }

    private static String tail(String text) {
        return text.length() > 8000 ? text.substring(text.length() - 8000) : text;
    }

    @Override
    public void close() {
        family();
        control.stop();
        encoder.stop();
        seen.forEach(ProcessHandle::destroyForcibly);
        keepLogs();
    }

    /** The logs outlive the test's directory: they are what tells why a test failed. */
    private void keepLogs() {
        try {
            Path kept = Files.createDirectories(ROOT.resolve("e2e/target/logs").resolve(directory.getFileName()));
            for (String name : List.of("encoder.log", "control.log")) {
                Files.copy(
                        directory.resolve(name), kept.resolve(name), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
