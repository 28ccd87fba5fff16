package dev.rucksack.encoder.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rucksack.lab.ffmpeg.FfmpegBinary;
import dev.rucksack.lab.ingest.LabIngest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/** The whole service from a press to a recording at the ingest. */
@ExtendWith(OutputCaptureExtension.class)
class StreamIT {

    private static final String KEY = "live_987654_neverToBeSeen";

    @TempDir
    Path directory;

    private LabIngest ingest;
    private Pack pack;

    @BeforeEach
    void start() throws Exception {
        ingest = LabIngest.start(directory.resolve("ingest"));
        pack = new Pack(
                directory.resolve("home"),
                Map.of(
                        "capture.source", "test",
                        "sound.source", "test",
                        "destination.service", "custom",
                        "destination.url", ingest.url()));
    }

    @AfterEach
    void end() {
        pack.close();
        ingest.close();
        assertThat(Pack.children("rawvideo")).isEmpty();
    }

    @Test
    void aPressIsLiveAnotherIsNotAndTheKeyIsNowhere(CapturedOutput output) throws Exception {
        pack.key(KEY);
        assertThat(pack.order("live").get("state").asString()).isEqualTo("starting");
        JsonNode live = pack.awaitState("live");
        assertThat(live.get("onAir").asBoolean()).isTrue();
        assertThat(live.at("/capture/delivering").asBoolean()).isTrue();
        assertThat(live.at("/rendition/encoder").asString()).isEqualTo("libx264");
        pack.awaitReport("five seconds of stream", report -> Pack.frames(report, "acknowledged") > 150);
        assertKeyNowhere(output);
        pack.order("idle");
        JsonNode idle = pack.awaitState("idle");
        assertThat(idle.get("onAir").asBoolean()).isFalse();
        Pack.assertBalanced(idle);
        assertThat(idle.at("/frames/in/encoder").asLong()).isZero();
        assertThat(idle.at("/frames/in/queue").asLong()).isZero();
        assertThat(idle.at("/frames/in/flight").asLong()).isZero();
        Path recording = recording();
        assertThat(count(recording, "v")).isEqualTo(Pack.frames(idle, "acknowledged"));
        assertThat(count(recording, "a")).isPositive();
        assertThat(output).contains("starting -> live").doesNotContain(KEY);
    }

    @Test
    void whoeverIsKilledComesBackAndTheBooksStayExact() throws Exception {
        pack.key(KEY);
        pack.order("live");
        pack.awaitState("live");
        for (String[] child : List.of(
                new String[] {"encoder", "rawvideo", "libx264"},
                new String[] {"audio-encoder", "aac", "caf"},
                new String[] {"publisher", "-fpre"},
                new String[] {"capture", "testsrc"})) {
            JsonNode before = pack.awaitCalm();
            List<ProcessHandle> found = Pack.children(java.util.Arrays.copyOfRange(child, 1, child.length));
            assertThat(found).as(child[0]).isNotEmpty();
            found.forEach(ProcessHandle::destroyForcibly);
            pack.awaitReport(
                    child[0] + " is back",
                    report -> report.get("state").asString().equals("live")
                            && Pack.frames(report, "acknowledged") > Pack.frames(before, "acknowledged") + 60
                            && restarts(child[0]) >= 1);
            Pack.assertBalanced(pack.report());
        }
        pack.order("idle");
        Pack.assertBalanced(pack.awaitState("idle"));
    }

    @Test
    void withoutAKeyOrWithARefusedOneItSaysSoAndStopsThere() throws Exception {
        pack.order("live");
        JsonNode fault = pack.awaitState("fault");
        assertThat(fault.at("/fault/code").asString()).isEqualTo("key-not-set");
        assertThat(fault.at("/fault/fix").asString()).isEqualTo("key");
        ingest.refuseKey(true);
        pack.key(KEY);
        JsonNode refused = pack.awaitReport(
                "refused", report -> report.at("/fault/code").asString("").equals("ingest-refused-key"));
        assertThat(refused.at("/fault/retryable").asBoolean()).isFalse();
        ingest.refuseKey(false);
        pack.key(KEY + "2");
        pack.awaitState("live");
    }

    @Test
    void whatIsChosenForTheNextStreamIsNotSaidOfThisOne() throws Exception {
        pack.key(KEY);
        pack.order("live");
        pack.awaitState("live");
        HttpResponse<String> changed = pack.http.put("/api/settings", """
                {"capture":{"source":"v4l2"},"sound":{"source":"none"},"destination":{"service":"youtube"}}
                """);
        assertThat(changed.body()).contains("next-live");
        JsonNode sent = pack.report();
        long before = Pack.frames(sent, "acknowledged");
        assertThat(words(sent)).isEqualTo("test test custom");
        JsonNode goesOn = pack.awaitReport("it goes on", report -> Pack.frames(report, "acknowledged") > before + 30);
        assertThat(words(goesOn)).isEqualTo("test test custom");
        assertThat(goesOn.at("/capture/delivering").asBoolean()).isTrue();
        assertThat(goesOn.at("/destination/host").asString()).isEqualTo("127.0.0.1");
        pack.order("idle");
        pack.awaitReport("then it is said", report -> words(report).equals("v4l2 none youtube"));
        assertThat(pack.report().at("/capture/delivering").asBoolean()).isFalse();
    }

    private static String words(JsonNode report) {
        return report.at("/capture/source").asString() + " "
                + report.at("/sound/source").asString() + " "
                + report.at("/destination/service").asString();
    }

    @Test
    void anIngestThatIsNotThereIsWaitedFor() throws Exception {
        ingest.away(true);
        pack.key(KEY);
        pack.order("live");
        JsonNode fault = pack.awaitState("fault");
        assertThat(fault.at("/fault/code").asString()).isEqualTo("ingest-unreachable");
        ingest.away(false);
        pack.awaitState("live");
        ingest.drop();
        pack.awaitReport("dropped", report -> report.at("/uplink/reconnects").asLong() >= 1);
        pack.awaitState("live");
    }

    private long restarts(String process) {
        try {
            return pack.http
                    .get("/actuator/prometheus")
                    .body()
                    .lines()
                    .filter(line -> line.startsWith("rucksack_process_restarts_total{process=\"" + process + "\"}"))
                    .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void assertKeyNowhere(CapturedOutput output) throws Exception {
        for (String path : List.of(
                "/api/stream",
                "/api/settings",
                "/api/devices",
                "/actuator/prometheus",
                "/actuator/stream",
                "/actuator/health",
                "/actuator/health/readiness")) {
            assertThat(pack.http.get(path).body()).as(path).doesNotContain(KEY);
        }
        assertThat(output.getAll()).doesNotContain(KEY);
        List<ProcessHandle> children = ProcessHandle.current().descendants().toList();
        assertThat(children).hasSizeGreaterThanOrEqualTo(4);
        for (ProcessHandle child : children) {
            assertThat(Pack.commandLine(child)).doesNotContain(KEY);
            assertThat(environment(child)).doesNotContain(KEY);
        }
    }

    private static String environment(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/environ"));
        } catch (IOException e) {
            return "";
        }
    }

    private Path recording() {
        await().atMost(Pack.SOON).until(() -> !ingest.recordings().isEmpty());
        return ingest.recordings().get(0);
    }

    /** Packets of the first stream of this kind, counted by ffmpeg's copy to nowhere. */
    private static long count(Path recording, String kind) throws Exception {
        Process ffmpeg = new ProcessBuilder(
                        FfmpegBinary.locate().toString(),
                        "-nostdin",
                        "-hide_banner",
                        "-i",
                        recording.toString(),
                        "-map",
                        "0:" + kind + ":0",
                        "-c",
                        "copy",
                        "-f",
                        "framecrc",
                        "-")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var lines = ffmpeg.inputReader()) {
            return lines.lines().filter(line -> !line.startsWith("#")).count();
        }
    }
}
