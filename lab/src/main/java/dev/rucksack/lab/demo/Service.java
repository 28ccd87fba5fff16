package dev.rucksack.lab.demo;

import dev.rucksack.lab.process.Lifeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One of the product's jars, running with its log in a file. */
final class Service implements AutoCloseable {

    private static final int TAIL_LINES = 15;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String name;
    private final Process process;
    private final Path log;
    private final String url;

    private Service(String name, Process process, Path log, int port) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.url = "http://127.0.0.1:" + port;
    }

    /**
     * Starts {@code NAME/target/NAME.jar}.
     *
     * @param environment settings; variables of ours that are set outside do not reach it
     */
    static Service start(String name, Path root, Path logs, int port, Map<String, String> environment) {
        Path jar = root.resolve(name).resolve("target").resolve(name + ".jar");
        if (!Files.isRegularFile(jar)) {
            throw new DemoFailure(name + " is not built. Run ./mvnw -DskipTests package.");
        }
        Path log = logs.resolve(name + ".log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-Xmx256m", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-Djava.io.tmpdir=" + logs.getParent(), "-jar", jar.toString()));
        ProcessBuilder builder = Lifeline.builder(command)
                .directory(logs.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(key -> key.startsWith("RUCKSACK_"));
        builder.environment().putAll(environment);
        try {
            return new Service(name, builder.start(), log, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return url;
    }

    Path log() {
        return log;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until it says that it is ready. */
    void awaitReady(Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        while (!isReady()) {
            if (!process.isAlive()) {
                throw ended();
            }
            if (System.nanoTime() - end > 0) {
                throw new DemoFailure(name + " did not become ready in " + longest.toSeconds() + " s.\n" + tail());
            }
            Thread.sleep(200);
        }
    }

    private boolean isReady() throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/actuator/health/readiness"))
                .timeout(Duration.ofSeconds(2))
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Why it is no longer there, with the end of its log. */
    DemoFailure ended() {
        return new DemoFailure(name + " ended by itself. The end of its log:\n" + tail());
    }

    private String tail() {
        try {
            List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
            return "  " + String.join("\n  ", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "  (no log)";
        }
    }

    @Override
    public void close() {
        Lifeline.end(process);
    }
}
