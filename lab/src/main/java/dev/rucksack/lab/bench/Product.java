package dev.rucksack.lab.bench;

import dev.rucksack.lab.board.LabBoard;
import dev.rucksack.lab.camera.LabCamera;
import dev.rucksack.lab.ffmpeg.FfmpegBinary;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The product: both services with the images' JVM flags, standing by with the camera open; the press comes from the board. */
final class Product implements Contender {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern FLAGS = Pattern.compile("JAVA_TOOL_OPTIONS=\"([^\"]*)\"");

    private final HttpClient http = HttpClient.newHttpClient();
    private final LabCamera camera;
    private final BenchSettings settings;
    private final Path home;
    private final LabBoard board;
    private final List<Process> services = new ArrayList<>();
    private final int encoderPort = freePort();
    private final int controlPort = freePort();
    private double readySeconds;

    Product(LabCamera camera, BenchSettings settings, Path home) {
        this.camera = camera;
        this.settings = settings;
        this.home = home;
        this.board = LabBoard.plugIn(home.resolve("board"));
    }

    @Override
    public String name() {
        return "product";
    }

    /** From the start of the slower service until both say that they are ready, seconds. */
    double readySeconds() {
        return readySeconds;
    }

    @Override
    public void standBy(String ingestUrl) throws IOException, InterruptedException {
        if (!services.isEmpty()) {
            return;
        }
        int slash = ingestUrl.lastIndexOf('/');
        long start = System.nanoTime();
        services.add(service(
                "encoder-service",
                Map.ofEntries(
                        Map.entry("RUCKSACK_ENCODER_PORT", Integer.toString(encoderPort)),
                        Map.entry("RUCKSACK_FFMPEG_PATH", FfmpegBinary.locate().toString()),
                        Map.entry("RUCKSACK_CAPTURE_SOURCE", "url"),
                        Map.entry("RUCKSACK_CAPTURE_DEVICE", camera.videoUrl()),
                        Map.entry("RUCKSACK_CAPTURE_FORMAT", "yuv4mpegpipe"),
                        Map.entry("RUCKSACK_CAPTURE_WIDTH", Integer.toString(settings.width())),
                        Map.entry("RUCKSACK_CAPTURE_HEIGHT", Integer.toString(settings.height())),
                        Map.entry("RUCKSACK_CAPTURE_RATE", Integer.toString(settings.rate())),
                        Map.entry("RUCKSACK_SOUND_SOURCE", "url"),
                        Map.entry("RUCKSACK_SOUND_DEVICE", camera.soundUrl()),
                        Map.entry("RUCKSACK_SOUND_FORMAT", "s16le"),
                        Map.entry("RUCKSACK_ENCODER_NAME", "libx264"),
                        Map.entry(
                                "RUCKSACK_ENCODER_VIDEO_BITS_PER_SECOND",
                                Integer.toString(settings.videoBitsPerSecond())),
                        Map.entry("RUCKSACK_DESTINATION_SERVICE", "custom"),
                        Map.entry("RUCKSACK_DESTINATION_URL", ingestUrl.substring(0, slash)))));
        services.add(service(
                "control-service",
                Map.of(
                        "RUCKSACK_CONTROL_PORT",
                        Integer.toString(controlPort),
                        "RUCKSACK_ENCODER_URL",
                        "http://127.0.0.1:" + encoderPort,
                        "RUCKSACK_PANEL_PORT",
                        board.path().toString())));
        await("both services are ready", () -> ready(encoderPort) && ready(controlPort));
        readySeconds = (System.nanoTime() - start) / 1e9;
        send("PUT", "/api/key", "{\"key\":\"" + ingestUrl.substring(slash + 1) + "\"}");
        await("the camera delivers", () -> report().contains("\"delivering\":true"));
        await("the board shows idle", () -> board.lamp().filter("idle"::equals).isPresent());
    }

    @Override
    public void press() {
        board.pressA();
    }

    @Override
    public void release() throws InterruptedException {
        board.pressB();
        await("it is idle again", () -> report().contains("\"state\":\"idle\""));
    }

    @Override
    public List<ProcessCost> costs() {
        return services.stream()
                .flatMap(service -> ProcessCost.tree(service.toHandle()).stream())
                .toList();
    }

    @Override
    public void close() {
        services.forEach(Process::destroy);
        for (Process service : services) {
            try {
                if (!service.waitFor(30, TimeUnit.SECONDS)) {
                    service.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                service.destroyForcibly();
            }
        }
        board.close();
    }

    private Process service(String name, Map<String, String> environment) throws IOException {
        Path root = settings.root();
        Matcher flags = FLAGS.matcher(Files.readString(root.resolve(name).resolve("Dockerfile")));
        if (!flags.find()) {
            throw new IOException("No JAVA_TOOL_OPTIONS in the Dockerfile of " + name);
        }
        ProcessBuilder builder = new ProcessBuilder(
                settings.java().toString(),
                "-jar",
                root.resolve(name + "/target/" + name + ".jar").toString());
        builder.environment().put("JAVA_TOOL_OPTIONS", flags.group(1));
        builder.environment().put("MALLOC_ARENA_MAX", "1");
        builder.environment().put("RUCKSACK_HOME", home.resolve(name).toString());
        builder.environment().putAll(environment);
        return builder.redirectErrorStream(true)
                .redirectOutput(home.resolve(name + ".log").toFile())
                .start();
    }

    private boolean ready(int port) {
        return get("http://127.0.0.1:" + port + "/actuator/health/readiness").contains("UP");
    }

    private String report() {
        return get("http://127.0.0.1:" + encoderPort + "/api/stream");
    }

    private String get(String url) {
        try {
            return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private void send(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + encoderPort + path))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build();
        int status = http.send(request, BodyHandlers.discarding()).statusCode();
        if (status >= 300) {
            throw new IOException(method + " " + path + " was answered with " + status);
        }
    }

    private void await(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(
                        "Waited " + PATIENCE.toSeconds() + " s in vain until " + what + "; logs are in " + home);
            }
            Thread.sleep(20);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException("There is no free port", e);
        }
    }
}
