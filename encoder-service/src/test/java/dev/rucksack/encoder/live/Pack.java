package dev.rucksack.encoder.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rucksack.encoder.EncoderService;
import dev.rucksack.encoder.api.Http;
import dev.rucksack.lab.ffmpeg.FfmpegBinary;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole encoder-service, as it is started on a pack, and its API. */
final class Pack implements AutoCloseable {

    static final Duration SOON = Duration.ofSeconds(40);

    private final ConfigurableApplicationContext context;
    private final JsonMapper json = new JsonMapper();
    final Http http;
    private long revision;

    Pack(Path home, Map<String, String> properties) throws Exception {
        List<String> arguments = new ArrayList<>();
        arguments.add("--server.port=0");
        arguments.add("--rucksack.home=" + home);
        arguments.add("--rucksack.ffmpeg.path=" + FfmpegBinary.locate());
        arguments.add("--rucksack.capture.width=640");
        arguments.add("--rucksack.capture.height=360");
        arguments.add("--rucksack.capture.rate=30");
        arguments.add("--rucksack.encoder.name=libx264");
        arguments.add("--rucksack.encoder.video-bits-per-second=800000");
        properties.forEach((name, value) -> arguments.add("--rucksack." + name + "=" + value));
        context = new SpringApplication(EncoderService.class).run(arguments.toArray(String[]::new));
        http = new Http(((WebServerApplicationContext) context).getWebServer().getPort());
    }

    void key(String key) throws Exception {
        assertThat(http.put("/api/key", "{\"key\":\"" + key + "\"}").statusCode())
                .isEqualTo(204);
    }

    JsonNode order(String wanted) throws Exception {
        return json.readTree(http.put(
                        "/api/stream/order",
                        String.format(Locale.ROOT, "{\"wanted\":\"%s\",\"revision\":%d}", wanted, ++revision))
                .body());
    }

    JsonNode report() throws Exception {
        return json.readTree(http.get("/api/stream").body());
    }

    JsonNode awaitReport(String what, Predicate<JsonNode> condition) {
        JsonNode[] last = new JsonNode[1];
        await(what).atMost(SOON).pollInterval(Duration.ofMillis(100)).until(() -> {
            last[0] = report();
            return condition.test(last[0]);
        });
        return last[0];
    }

    JsonNode awaitState(String state) {
        return awaitReport(state, report -> report.get("state").asString().equals(state));
    }

    /** Waits until nothing has been lost for a second, and gives that report. */
    JsonNode awaitCalm() {
        JsonNode[] before = new JsonNode[1];
        await("no frame lost for a second")
                .atMost(SOON)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    JsonNode now = report();
                    boolean calm = before[0] != null
                            && lost(now) == lost(before[0])
                            && now.get("state").equals(before[0].get("state"));
                    before[0] = now;
                    return calm;
                });
        return before[0];
    }

    static long lost(JsonNode report) {
        JsonNode dropped = report.at("/frames/dropped");
        return frames(report, "surplus")
                + dropped.get("capture").asLong()
                + dropped.get("encode").asLong()
                + dropped.get("uplink").asLong();
    }

    static long frames(JsonNode report, String name) {
        return report.get("frames").get(name).asLong();
    }

    static void assertBalanced(JsonNode report) {
        JsonNode frames = report.get("frames");
        JsonNode dropped = frames.get("dropped");
        JsonNode in = frames.get("in");
        assertThat(frames(report, "captured")).isEqualTo(frames(report, "used") + frames(report, "surplus"));
        assertThat(frames(report, "ticks"))
                .isEqualTo(frames(report, "used") + frames(report, "repeated") + frames(report, "slate"))
                .isEqualTo(frames(report, "encoded")
                        + dropped.get("encode").asLong()
                        + in.get("encoder").asLong());
        assertThat(frames(report, "encoded"))
                .isEqualTo(frames(report, "acknowledged")
                        + dropped.get("uplink").asLong()
                        + frames(report, "offAir")
                        + in.get("queue").asLong()
                        + in.get("flight").asLong());
    }

    /** Our ffmpeg processes of this kind: those with all these words in their command line. */
    static List<ProcessHandle> children(String... words) {
        return ProcessHandle.current()
                .descendants()
                .filter(child -> {
                    String line = commandLine(child);
                    return List.of(words).stream().allMatch(line::contains);
                })
                .toList();
    }

    static String commandLine(ProcessHandle process) {
        try {
            return java.nio.file.Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"))
                    .replace('\0', ' ');
        } catch (java.io.IOException e) {
            return "";
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
