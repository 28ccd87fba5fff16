package dev.rucksack.lab.bench;

import dev.rucksack.lab.board.LabBoard;
import dev.rucksack.lab.camera.LabCamera;
import dev.rucksack.lab.ffmpeg.FfmpegBinary;
import dev.rucksack.lab.image.ServiceImage;
import dev.rucksack.lab.process.FreePort;
import dev.rucksack.lab.process.Lifeline;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * The product: both services as in their images. It stands by with the camera open; closed means that the camera is plugged in at the moment
 * of the press, for the product never closes one by itself. The press comes from the board.
 */
final class Product implements Contender {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int STARTS = 3;

    /** A person does not press in the moment in which the last stream ended, or the pack was switched on. */
    private static final long STAND_BY_MILLIS = 4000;

    private final HttpClient http = HttpClient.newHttpClient();
    private final LabCamera camera;
    private final BenchSettings settings;
    private final Path home;
    private final LabBoard board;
    private final List<Process> services = new ArrayList<>();
    private final int encoderPort = FreePort.find();
    private final int controlPort = FreePort.find();
    private final List<ServiceImage> images;
    private final double[] readySeconds = new double[STARTS];

    Product(LabCamera camera, BenchSettings settings, List<ServiceImage> images, Path home) {
        this.camera = camera;
        this.settings = settings;
        this.images = images;
        this.home = home;
        this.board = LabBoard.plugIn(home.resolve("board"));
    }

    @Override
    public String name() {
        return "product";
    }

    /** From the start of both services until both say that they are ready, seconds; the median of some starts. */
    double readySeconds() {
        return BenchReport.median(readySeconds);
    }

    @Override
    public void standBy(String ingestUrl, Turn.Camera before) throws IOException, InterruptedException {
        if (services.isEmpty()) {
            for (int i = 0; i < STARTS; i++) {
                end();
                long start = System.nanoTime();
                startServices(ingestUrl.substring(0, ingestUrl.lastIndexOf('/')));
                await("both services are ready", () -> ready(encoderPort) && ready(controlPort));
                readySeconds[i] = (System.nanoTime() - start) / 1e9;
            }
            send("PUT", "/api/key", "{\"key\":\"" + ingestUrl.substring(ingestUrl.lastIndexOf('/') + 1) + "\"}");
        }
        camera.away(before == Turn.Camera.CLOSED);
        String expected = "\"delivering\":" + (before == Turn.Camera.OPEN) + ",\"width\"";
        await("the camera is " + before, () -> report().contains(expected));
        await("the board shows idle", () -> board.lamp().filter("idle"::equals).isPresent());
        Thread.sleep(STAND_BY_MILLIS);
    }

    private void startServices(String destination) throws IOException {
        services.add(service(
                images.get(0),
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
                        Map.entry("RUCKSACK_DESTINATION_URL", destination))));
        services.add(service(
                images.get(1),
                Map.of(
                        "RUCKSACK_CONTROL_PORT",
                        Integer.toString(controlPort),
                        "RUCKSACK_ENCODER_URL",
                        "http://127.0.0.1:" + encoderPort,
                        "RUCKSACK_PANEL_PORT",
                        board.path().toString())));
    }

    @Override
    public void press() {
        camera.away(false);
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
                .flatMap(service -> ServiceProcess.below(service).stream())
                .flatMap(service -> ProcessCost.tree(service).stream())
                .toList();
    }

    @Override
    public void close() {
        end();
        board.close();
    }

    private void end() {
        services.parallelStream().forEach(Lifeline::end);
        services.clear();
    }

    private Process service(ServiceImage image, Map<String, String> environment) throws IOException {
        ProcessBuilder builder =
                Lifeline.builder(image.command()).directory(image.directory().toFile());
        builder.environment().putAll(image.environment());
        builder.environment().put("RUCKSACK_HOME", home.resolve(image.name()).toString());
        builder.environment().putAll(environment);
        return builder.redirectErrorStream(true)
                .redirectOutput(home.resolve(image.name() + ".log").toFile())
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
}
