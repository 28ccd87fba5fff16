package dev.rucksack.encoder.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rucksack.lab.camera.LabCamera;
import dev.rucksack.lab.ffmpeg.FfmpegBinary;
import dev.rucksack.lab.ingest.LabIngest;
import dev.rucksack.lab.reader.FrameReader;
import dev.rucksack.lab.reader.Reading;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The recording beside the stream and without it, by the whole service. */
class RecordingIT {

    @TempDir
    Path directory;

    private final JsonMapper json = new JsonMapper();
    private LabCamera camera;
    private LabIngest ingest;
    private Pack pack;

    @BeforeEach
    void start() throws Exception {
        camera = LabCamera.start(640, 360, "30");
        ingest = LabIngest.start(directory.resolve("ingest"));
        pack = new Pack(
                directory.resolve("home"),
                Map.of(
                        "capture.source", "url",
                        "capture.device", camera.videoUrl(),
                        "capture.format", "yuv4mpegpipe",
                        "sound.source", "none",
                        "destination.service", "custom",
                        "destination.url", ingest.url()));
        pack.key("live_recording");
        pack.awaitReport("camera", report -> report.at("/capture/delivering").asBoolean());
    }

    @AfterEach
    void end() {
        pack.close();
        ingest.close();
        camera.close();
        assertThat(Pack.children("rawvideo")).isEmpty();
        assertThat(Pack.children("-moov_size")).isEmpty();
    }

    @Test
    void whileNobodyTakesTheStreamTheRecordingHasEveryFrame() throws Exception {
        ingest.away(true);
        pack.order("live");
        pack.awaitReport(
                "five seconds, nowhere to go",
                report -> report.get("state").asString().equals("fault")
                        && report.at("/recording/seconds").asDouble() > 5);
        pack.order("idle");
        JsonNode idle = pack.awaitReport(
                "idle",
                report -> report.get("state").asString().equals("idle")
                        && report.get("recording").isNull());
        Pack.assertBalanced(idle);
        assertThat(Pack.frames(idle, "acknowledged")).isZero();
        JsonNode recording = closed();
        assertThat(recording.get("parts")).hasSize(1);
        String id = recording.at("/parts/0/id").asString();
        HttpResponse<byte[]> whole = pack.http.bytes("/api/recordings/" + id);
        assertThat(whole.headers().firstValue("Content-Type")).contains("video/mp4");
        assertThat(whole.headers().firstValue("Content-Disposition").orElse("")).contains("attachment", "-part-1.mp4");
        assertThat(whole.body()).hasSize(recording.at("/parts/0/bytes").asInt());
        String some = pack.http.raw("GET /api/recordings/" + id
                + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nRange: bytes=4-7\r\n\r\n");
        assertThat(some)
                .startsWith("HTTP/1.1 206")
                .contains("Content-Range: bytes 4-7/" + whole.body().length)
                .endsWith("ftyp");

        String path = "/api/recordings/" + id;
        assertThat(pack.http
                        .bytes(path, "Range", "bytes=4-7", "If-Range", "\"another\"")
                        .body())
                .isEqualTo(whole.body());
        String tag = whole.headers().firstValue("ETag").orElseThrow();
        assertThat(pack.http.bytes(path, "Range", "bytes=4-7", "If-Range", tag).body())
                .asString()
                .isEqualTo("ftyp");

        Path file = directory.resolve("recorded.mp4");
        Files.write(file, whole.body());
        Reading reading = new FrameReader(FfmpegBinary.locate()).read(file);
        assertThat(reading.undecodable()).isEmpty();
        assertThat(reading.frames()).hasSize((int) Pack.frames(idle, "encoded"));
        assertThat(reading.missingCount())
                .isLessThanOrEqualTo(
                        Pack.lost(idle) - idle.at("/frames/dropped/uplink").asLong());

        assertThat(pack.http
                        .send("DELETE", "/api/recordings/" + id, "", "text/plain")
                        .statusCode())
                .isEqualTo(204);
        assertThat(pack.http.get("/api/recordings/" + id).statusCode()).isEqualTo(404);
        assertThat(json.readTree(pack.http.get("/api/recordings").body()).get("recordings"))
                .isEmpty();
        for (String elsewhere :
                new String[] {"..%2Fsettings.yaml", "%2Fetc%2Fpasswd", "..", "settings.yaml", "00001-001%00"}) {
            assertThat(pack.http.get("/api/recordings/" + elsewhere).statusCode())
                    .as(elsewhere)
                    .isBetween(400, 499);
        }
    }

    @Test
    void itGoesOnBeforeAndAfterAStreamWhichBeginsWithItsOwnKeyframe() throws Exception {
        recording("{\"recording\":{\"when\":\"always\"}}");
        JsonNode before = pack.awaitReport(
                "recording, off air",
                report -> report.at("/recording/seconds").asDouble() > 4 && Pack.frames(report, "offAir") > 100);
        assertThat(before.get("state").asString()).isEqualTo("idle");
        assertThat(before.at("/frames/dropped/uplink").asLong()).isZero();
        Pack.assertBalanced(before);
        pack.order("live");
        Pack.assertBalanced(pack.awaitState("live"));
        JsonNode live = pack.awaitReport("some stream", report -> Pack.frames(report, "acknowledged") > 90);
        assertThat(live.at("/recording/id")).isEqualTo(before.at("/recording/id"));
        Pack.assertBalanced(live);
        pack.order("idle");
        JsonNode after = pack.awaitState("idle");
        Pack.assertBalanced(after);
        JsonNode on = pack.awaitReport(
                "still recording", report -> Pack.frames(report, "offAir") > Pack.frames(after, "offAir") + 30);
        assertThat(on.at("/recording/id")).isEqualTo(before.at("/recording/id"));
        assertThat(pack.http
                        .get("/api/recordings/" + on.at("/recording/id").asString() + "/whole.mp4")
                        .statusCode())
                .isEqualTo(409);
        recording("{\"recording\":{\"when\":\"never\"}}");
        JsonNode off =
                pack.awaitReport("no more", report -> report.get("recording").isNull());
        Pack.assertBalanced(off);

        await().atMost(Pack.SOON).until(() -> !ingest.recordings().isEmpty());
        Reading seen =
                new FrameReader(FfmpegBinary.locate()).read(ingest.recordings().get(0));
        assertThat(seen.undecodable()).isEmpty();
        assertThat(seen.frames()).hasSize((int) Pack.frames(off, "acknowledged"));
        assertThat(seen.frames().get(0).seconds()).isLessThan(2);
        Path file = directory.resolve("whole.mp4");
        String path = "/api/recordings/" + closed().get("id").asString() + "/whole.mp4";
        HttpResponse<byte[]> whole = pack.http.bytes(path);
        goesOnWhereItWasBrokenOff(path, whole);
        Files.write(file, whole.body());
        Reading recorded = new FrameReader(FfmpegBinary.locate()).read(file);
        assertThat(recorded.undecodable()).isEmpty();
        assertThat(recorded.frames()).hasSize((int) Pack.frames(off, "encoded"));
        assertThat(recorded.numbers()).containsAll(seen.numbers());
    }

    private void goesOnWhereItWasBrokenOff(String path, HttpResponse<byte[]> whole) throws Exception {
        int all = whole.body().length;
        String tag = whole.headers().firstValue("ETag").orElseThrow();
        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(whole.headers().firstValue("Accept-Ranges")).contains("bytes");

        HttpResponse<byte[]> rest = pack.http.bytes(path, "Range", "bytes=100000-", "If-Range", tag);
        assertThat(rest.statusCode()).isEqualTo(206);
        assertThat(rest.headers().firstValue("Content-Range")).contains("bytes 100000-" + (all - 1) + "/" + all);
        assertThat(rest.headers().firstValue("ETag")).contains(tag);
        assertThat(rest.body()).isEqualTo(Arrays.copyOfRange(whole.body(), 100000, all));
        HttpResponse<byte[]> some = pack.http.bytes(path, "Range", "bytes=4-7");
        assertThat(some.statusCode()).isEqualTo(206);
        assertThat(some.body()).asString().isEqualTo("ftyp");
        HttpResponse<byte[]> end = pack.http.bytes(path, "Range", "bytes=-10");
        assertThat(end.body()).isEqualTo(Arrays.copyOfRange(whole.body(), all - 10, all));

        for (String[] headers : new String[][] {
            {"Range", "bytes=100000-", "If-Range", "\"another\""}, // what was begun is no more
            {"Range", "bytes=4-7,9-10"},
            {"Range", "seconds=4-7"},
        }) {
            HttpResponse<byte[]> anew = pack.http.bytes(path, headers);
            assertThat(anew.statusCode()).as(String.join(" ", headers)).isEqualTo(200);
            assertThat(anew.body()).isEqualTo(whole.body());
        }
        HttpResponse<byte[]> outside = pack.http.bytes(path, "Range", "bytes=" + all + "-");
        assertThat(outside.statusCode()).isEqualTo(416);
        assertThat(outside.headers().firstValue("Content-Range")).contains("bytes */" + all);
        assertThat(outside.body()).asString().contains("range-outside", "Download it from the beginning.");
    }

    @Test
    void aFullDiskStopsTheRecordingAndNotTheStream() throws Exception {
        pack.order("live");
        pack.awaitReport(
                "live and recorded",
                report -> report.get("state").asString().equals("live")
                        && report.at("/recording/writing").asBoolean());
        recording("{\"recording\":{\"keepFreeMegabytes\":10000000}}");
        JsonNode full = pack.awaitReport(
                "full",
                report -> report.get("cautions").toString().contains("disk-full")
                        && !report.at("/recording/writing").asBoolean());
        JsonNode on = pack.awaitReport(
                "the stream goes on",
                report -> Pack.frames(report, "acknowledged") > Pack.frames(full, "acknowledged") + 60);
        assertThat(on.get("state").asString()).isEqualTo("live");
        assertThat(on.at("/recording/framesLost").asLong()).isPositive();
        recording("{\"recording\":{\"keepFreeMegabytes\":1}}");
        JsonNode again = pack.awaitReport(
                "room again",
                report -> report.at("/recording/writing").asBoolean()
                        && !report.get("cautions").toString().contains("disk-full"));
        assertThat(again.get("state").asString()).isEqualTo("live");
        pack.order("idle");
        pack.awaitState("idle");
        assertThat(closed().get("parts")).hasSize(2);
    }

    private void recording(String settings) throws Exception {
        HttpResponse<String> answer = pack.http.put("/api/settings", settings);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** The newest recording, once nothing more is done with it. */
    private JsonNode closed() throws Exception {
        JsonNode[] found = new JsonNode[1];
        await("a closed recording").atMost(Pack.SOON).until(() -> {
            found[0] = json.readTree(pack.http.get("/api/recordings").body()).at("/recordings/0");
            return found[0].path("state").asString("").equals("closed");
        });
        return found[0];
    }
}
