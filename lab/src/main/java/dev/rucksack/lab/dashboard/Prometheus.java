package dev.rucksack.lab.dashboard;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A running Prometheus, by its HTTP API (prometheus.io/docs: "HTTP API", v1). */
final class Prometheus {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final URI base;

    /** @param base such as {@code http://127.0.0.1:9090} */
    Prometheus(URI base) {
        this.base = base;
    }

    /**
     * How many samples with a number answer an expression, asked as a graph asks.
     *
     * @throws IOException if Prometheus does not answer or does not understand the expression; the message says why
     */
    long samples(String expression, Instant from, Instant to, Duration step) throws IOException, InterruptedException {
        JsonNode result = get("/api/v1/query_range?query=" + encode(expression) + "&start=" + from.getEpochSecond()
                        + "&end=" + to.getEpochSecond() + "&step=" + step.toSeconds())
                .path("data")
                .path("result");
        long samples = 0;
        for (JsonNode series : result) {
            for (JsonNode pair : series.path("values")) {
                if (!pair.path(1).asString("NaN").equals("NaN")) {
                    samples++;
                }
            }
        }
        return samples;
    }

    /** The expressions of all alert rules it has loaded. */
    List<AlertRule> alertRules() throws IOException, InterruptedException {
        List<AlertRule> rules = new ArrayList<>();
        for (JsonNode group : get("/api/v1/rules?type=alert").path("data").path("groups")) {
            for (JsonNode rule : group.path("rules")) {
                rules.add(new AlertRule(
                        rule.path("name").asString(""), rule.path("query").asString("")));
            }
        }
        return rules;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE).build(),
                HttpResponse.BodyHandlers.ofString());
        JsonNode json = JsonMapper.shared().readTree(answer.body());
        if (answer.statusCode() != 200) {
            throw new IOException(json.path("error").asString("status " + answer.statusCode()));
        }
        return json;
    }
}
