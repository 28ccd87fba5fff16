package dev.rucksack.lab.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Hears the encoder's reports by its server-sent events, as the control-service does, and sets its key. */
final class EncoderWatch implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String DATA = "data:";

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;
    private final Consumer<JsonNode> reports;
    private final Thread thread;
    private volatile boolean running = true;
    private volatile String state = "unknown";
    private volatile boolean onAir;

    EncoderWatch(String url, Consumer<JsonNode> reports) {
        this.url = url;
        this.reports = reports;
        thread = new Thread(this::listen, "demo-encoder-watch");
        thread.setDaemon(true);
        thread.start();
    }

    private void listen() {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/api/events"))
                .header("Accept", "text/event-stream")
                .build();
        while (running) {
            try (Stream<String> lines =
                    http.send(request, HttpResponse.BodyHandlers.ofLines()).body()) {
                lines.filter(line -> line.startsWith(DATA)).forEach(line -> report(line.substring(DATA.length())));
            } catch (IOException | UncheckedIOException e) {
                state = "unknown"; // it hung up; the next connection tells
            } catch (InterruptedException e) {
                return;
            }
            pause();
        }
    }

    private void report(String json) {
        try {
            JsonNode report = JSON.readTree(json);
            state = report.path("state").asString("unknown");
            onAir = report.path("onAir").asBoolean(false);
            reports.accept(report);
        } catch (JacksonException e) {
            // A line that is no report tells nothing
        }
    }

    private static void pause() {
        try {
            Thread.sleep(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The state of the last report, or {@code unknown}. */
    String state() {
        return state;
    }

    /** Whether viewers get something, by the last report. */
    boolean onAir() {
        return onAir;
    }

    /** Gives the encoder its key, as the page does. */
    void key(String key) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/api/key"))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(10))
                .PUT(HttpRequest.BodyPublishers.ofString("{\"key\":\"" + key + "\"}"))
                .build();
        try {
            int status =
                    http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status != 204) {
                throw new DemoFailure("The encoder did not take the stream key (HTTP " + status + ").");
            }
        } catch (IOException e) {
            throw new DemoFailure("The encoder did not take the stream key: it does not answer.");
        }
    }

    @Override
    public void close() {
        running = false;
        thread.interrupt();
    }
}
