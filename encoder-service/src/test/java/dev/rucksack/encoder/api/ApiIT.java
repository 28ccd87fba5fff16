package dev.rucksack.encoder.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rucksack.encoder.broadcast.Books;
import dev.rucksack.encoder.broadcast.Gauges;
import dev.rucksack.encoder.broadcast.Picture;
import dev.rucksack.encoder.broadcast.StandInWorks;
import dev.rucksack.encoder.broadcast.Works;
import dev.rucksack.encoder.frame.PictureSize;
import dev.rucksack.lab.ffmpeg.FfmpegBinary;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The API on a real server, over works that a test can play on. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@ExtendWith(OutputCaptureExtension.class)
class ApiIT {

    @TestConfiguration
    static class Below {
        @Bean
        @Primary
        StandInWorks standInWorks() {
            return new StandInWorks();
        }
    }

    @TempDir
    static Path home;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        registry.add("rucksack.home", home::toString);
        registry.add("rucksack.ffmpeg.path", () -> FfmpegBinary.locate().toString());
    }

    @Autowired
    StandInWorks works;

    @Autowired
    Works inForce;

    @LocalServerPort
    int port;

    private final JsonMapper json = new JsonMapper();
    private Http http;

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    @Test
    void theReportHasTheContractsFields() throws Exception {
        assertThat(inForce).isSameAs(works);
        JsonNode report = json(http.get("/api/stream"));
        assertThat(names(report))
                .containsExactlyInAnyOrder(
                        ("boot sequence at order state stateSeconds onAir liveSeconds fault cautions destination rendition"
                                        + " capture sound frames uplink recording resume host")
                                .split(" "));
        assertThat(names(report.get("frames")))
                .containsExactlyInAnyOrder(
                        "captured surplus used repeated slate ticks encoded acknowledged resent unheard offAir dropped in"
                                .split(" "));
        assertThat(names(report.get("uplink")))
                .containsExactlyInAnyOrder(
                        ("backlogSeconds sentBitsPerSecond targetBitsPerSecond capacityBitsPerSecond rttSeconds"
                                        + " sentPackets lostPackets lossRatio reconnects")
                                .split(" "));
        assertThat(names(report.get("destination")))
                .containsExactlyInAnyOrder("service", "name", "scheme", "host", "port", "keySet");
    }

    @Test
    void theSlateIsThePictureThatWasSentUntilItIsTakenBack() throws Exception {
        assertThat(http.put("/api/slate", image("png"), "image/png").statusCode())
                .isEqualTo(204);
        String first = slateSetting();
        assertThat(first).startsWith("slate-").endsWith(".png");
        assertThat(http.put("/api/slate", image("jpeg"), "application/octet-stream")
                        .statusCode())
                .isEqualTo(204);
        String second = slateSetting();
        assertThat(second).endsWith(".jpg");
        assertThat(home.resolve(second)).exists();
        assertThat(home.resolve(first)).doesNotExist();
        for (byte[] bad : List.of(
                new byte[0], "<svg/>".getBytes(StandardCharsets.UTF_8), java.util.Arrays.copyOf(image("png"), 60))) {
            HttpResponse<String> refused = http.put("/api/slate", bad, "image/png");
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(json(refused).get("code").asString()).isEqualTo("slate-invalid");
            assertThat(json(refused).get("detail").asString()).contains("PNG").endsWith(".");
        }
        byte[] large = java.util.Arrays.copyOf(image("png"), 2 * 1024 * 1024 + 1);
        assertThat(json(http.put("/api/slate", large, "image/png"))
                        .get("detail")
                        .asString())
                .contains("2 MB");
        assertThat(slateSetting()).as("a refused one changes nothing").isEqualTo(second);
        assertThat(http.delete("/api/slate").statusCode()).isEqualTo(204);
        assertThat(http.delete("/api/slate").statusCode()).isEqualTo(204);
        assertThat(slateSetting()).isEmpty();
        try (var left = Files.newDirectoryStream(home, "slate*")) {
            assertThat(left).isEmpty();
        }
    }

    private String slateSetting() throws Exception {
        return json(http.get("/api/settings")).at("/slate/picture").asString();
    }

    private static byte[] image(String format) throws Exception {
        var out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(90, 50, BufferedImage.TYPE_INT_RGB), format, out);
        return out.toByteArray();
    }

    @Test
    void theActuatorTellsTheSameInWordsAndFigures() throws Exception {
        works.gauges = new Gauges(
                new Books(10, 1, 9, 2, 3, 14, 11, 4, 5, 7, 2, 1, 1, 1, 3, 1, 2),
                null,
                Gauges.NOTHING.capture(),
                Gauges.NOTHING.sound(),
                Gauges.Uplink.CLOSED,
                Gauges.NOTHING.recording(),
                List.of(),
                Map.of());
        JsonNode account = json(http.get("/actuator/stream"));
        assertThat(names(account))
                .containsExactlyInAnyOrder(
                        ("boot at wanted revision state since onAir fault cautions frames rendition uplink resume")
                                .split(" "));
        JsonNode frames = account.get("frames");
        assertThat(frames.get("balanced").asBoolean()).isTrue();
        JsonNode law = frames.get("books").get(3);
        assertThat(law.get("equation").asString())
                .isEqualTo("encoded = acknowledged + dropped{uplink} + offair + in{queue} + in{flight}");
        assertThat(law.get("terms").toString())
                .isEqualTo(
                        "{\"encoded\":11,\"acknowledged\":4,\"dropped{uplink}\":1,\"offair\":2,\"in{queue}\":3,\"in{flight}\":1}");
        assertThat(frames.get("lost").toString()).isEqualTo("{\"capture\":7,\"encode\":2,\"uplink\":1}");
        assertThat(frames.get("unheard").asLong()).isEqualTo(1);
        works.gauges = Gauges.NOTHING;
    }

    @Test
    void anOrderThatComesTooLateIsNotCarriedOut() throws Exception {
        long now = json(http.get("/api/stream")).at("/order/revision").asLong();
        String body = order("live", now + 1);
        String late = http.raw("PUT /api/stream/order HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\nRucksack-Not-After: " + (System.currentTimeMillis() - 1)
                + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
        assertThat(late).startsWith("HTTP/1.1 410").contains("order-expired");
        assertThat(json(http.get("/api/stream")).at("/order/revision").asLong()).isEqualTo(now);
    }

    @Test
    void orderIsIdempotentAndAStaleOneIsTold() throws Exception {
        long now = json(http.get("/api/stream")).at("/order/revision").asLong();
        put("/api/key", "{\"key\":\" live_order \"}", 204);
        JsonNode report = put("/api/stream/order", order("live", now + 1), 200);
        assertThat(report.at("/order/revision").asLong()).isEqualTo(now + 1);
        assertThat(report.at("/destination/keySet").asBoolean()).isTrue();
        put("/api/stream/order", order("live", now + 1), 200);
        JsonNode stale = put("/api/stream/order", order("idle", now + 1), 409);
        assertThat(stale.get("code").asString()).isEqualTo("stale-revision");
        assertThat(stale.get("revision").asLong()).isEqualTo(now + 1);
        put("/api/stream/order", order("idle", now + 2), 200);
        assertThat(Files.readString(home.resolve("order.json"))).contains("\"idle\"");
        http.send("DELETE", "/api/key", "", "application/json");
        assertThat(home.resolve("stream-key")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PUT    | /api/stream/order | application/json | {                                    | 400 | body-invalid",
                "PUT    | /api/stream/order | application/json | []                                   | 400 | body-invalid",
                "PUT    | /api/stream/order | application/json | ''                                   | 400 | body-invalid",
                "PUT    | /api/stream/order | application/json | {\"wanted\":\"live\"}                | 400 | body-invalid",
                "PUT    | /api/stream/order | application/json | {\"wanted\":7,\"revision\":1}        | 400 | body-invalid",
                "PUT    | /api/stream/order | application/json | {\"wanted\":\"up\",\"revision\":1}   | 400 | body-invalid",
                "PUT    | /api/stream/order | application/json | {\"wanted\":\"live\",\"revision\":\"1\"} | 400 | body-invalid",
                "PUT    | /api/stream/order | application/json | {\"wanted\":\"live\",\"revision\":-1} | 400 | body-invalid",
                "PUT    | /api/stream/order | application/json | {\"wanted\":\"live\",\"revision\":1e99} | 400 | body-invalid",
                "PUT    | /api/stream/order | text/plain       | {\"wanted\":\"live\",\"revision\":1} | 415 | not-json",
                "POST   | /api/stream/order | application/json | {}                                   | 405 | method-not-allowed",
                "GET    | /api/nothing      | application/json | ''                                   | 404 | not-found",
                "GET    | /nothing          | application/json | ''                                   | 404 | not-found",
                "PUT    | /api/key          | application/json | {\"key\":7}                          | 400 | body-invalid",
                "PUT    | /api/key          | application/json | {\"key\":\"\"}                       | 422 | key-invalid",
                "PUT    | /api/key          | application/json | {\"key\":\"rtmp://a/b/live_1\"}      | 422 | key-invalid",
                "PUT    | /api/key          | application/json | {\"key\":\"live 1\"}                 | 422 | key-invalid",
                "PUT    | /api/key          | application/json | {\"key\":\"live\\n1\"}               | 422 | key-invalid",
                "PUT    | /api/settings     | application/json | {\"capture\":{\"width\":\"x\"}}      | 422 | settings-invalid",
                "PUT    | /api/settings     | application/json | {\"capture\":7}                      | 422 | settings-invalid",
                "PUT    | /api/settings     | application/json | {\"zoom\":7}                         | 422 | settings-invalid",
                "GET    | /api/picture      | application/json | ''                                   | 404 | no-picture",
            })
    void badInputGetsOneSentence(String method, String path, String type, String body, int status, String code)
            throws Exception {
        String before = http.get("/api/settings").body();
        HttpResponse<String> answer = http.send(method, path, body, type);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        JsonNode problem = json(answer);
        assertThat(problem.get("code").asString()).isEqualTo(code);
        assertThat(problem.get("detail").asString()).matches("[A-Z].*\\.");
        assertThat(http.get("/api/settings").body()).isEqualTo(before);
    }

    @Test
    void whatIsRefusedIsInTheLogByCodeAndSentenceWithoutTheKey(CapturedOutput log) throws Exception {
        String key = "live_77_neverToBeWritten";
        put("/api/key", "{\"key\":\"" + key, 400);
        put("/api/key", "{\"key\":\"two " + key + "\"}", 422);
        put("/api/settings", "{\"" + key + "\":1}", 422);
        put(
                "/api/settings",
                "{\"destination\":{\"service\":\"custom\",\"url\":\"rtmp://a.example/b/" + key + "\"}}",
                422);
        http.send("PATCH", "/api/key", key, "application/json");
        assertThat(log.getOut())
                .contains(
                        "body-invalid: This is not JSON. Send one JSON object.",
                        "key-invalid: A stream key has no spaces or line breaks. Copy only the key.",
                        "settings-invalid: There is no such setting.",
                        "settings-invalid: The address seems to end with the stream key.",
                        "method-not-allowed: Use the method that the API names.");
        assertThat(log.getAll()).doesNotContain(key);
    }

    @Test
    void whatIsOnlyAskedForAndNotThereIsNotWrittenDown(CapturedOutput log) throws Exception {
        assertThat(http.get("/api/recordings/00000-000").statusCode()).isEqualTo(404);
        assertThat(log.getOut()).doesNotContain("no-recording");
    }

    @Test
    void aGiantBodyIsRefused() throws Exception {
        HttpResponse<String> answer =
                http.put("/api/settings", "{\"capture\":{\"picture\":\"" + "x".repeat(200_000) + "\"}}");
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("body-too-large");
    }

    @Test
    void settingsAreMergedKeptAndSayWhenTheyApply() throws Exception {
        JsonNode changed = put("/api/settings", "{\"capture\":{\"rate\":\"25\"}}", 200);
        assertThat(changed.get("applies").asString()).isEqualTo("now");
        assertThat(changed.at("/settings/capture/rate").asString()).isEqualTo("25");
        assertThat(Files.readString(home.resolve("settings.yaml"))).contains("rate: '25'");
        JsonNode errors = put("/api/settings", "{\"capture\":{\"width\":1,\"rate\":\"x\"}}", 422)
                .get("errors");
        assertThat(errors.size()).isEqualTo(2);
        assertThat(errors.get(0).get("field").asString()).startsWith("capture.");
        assertThat(json(http.get("/api/settings")).at("/capture/width").asInt()).isEqualTo(1280);
    }

    @Test
    void eventsBeginWithTheSnapshotAndGoOnWhileAnotherListenerSleeps() throws Exception {
        String get = "GET /api/events HTTP/1.1\r\nHost: localhost:" + port + "\r\n\r\n";
        try (Socket sleeper = new Socket("127.0.0.1", port);
                Socket listener = new Socket("127.0.0.1", port)) {
            sleeper.getOutputStream().write(get.getBytes(StandardCharsets.US_ASCII));
            listener.setSoTimeout(5000);
            listener.getOutputStream().write(get.getBytes(StandardCharsets.US_ASCII));
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(listener.getInputStream(), StandardCharsets.UTF_8));
            List<Long> sequence = new ArrayList<>();
            while (sequence.size() < 3) {
                String line = lines.readLine();
                if (line.startsWith("id: ")) {
                    sequence.add(Long.parseLong(line.substring(line.lastIndexOf(':') + 1)));
                    assertThat(lines.readLine()).isEqualTo("event: report");
                    assertThat(json.readTree(lines.readLine().substring("data: ".length()))
                                    .get("state")
                                    .isString())
                            .isTrue();
                }
            }
            assertThat(sequence).isSorted();
        }
    }

    @Test
    void listenersAreBoundedAndOrdersStillFindAThread() throws Exception {
        List<Socket> crowd = new ArrayList<>();
        try {
            for (int i = 0; i < 12; i++) {
                Socket socket = new Socket("127.0.0.1", port);
                socket.getOutputStream()
                        .write("GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                crowd.add(socket);
            }
            await().until(() -> http.raw("GET /api/events HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                    .contains("too-many-listeners"));
            assertThat(http.get("/api/stream").statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : crowd) {
                socket.close();
            }
            // a place is free again when the next report does not get through; whoever comes after this test may want
            // one
            await().until(this::isLetIn);
        }
    }

    private boolean isLetIn() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(5000);
            socket.getOutputStream()
                    .write("GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine()
                    .contains(" 200 ");
        }
    }

    @Test
    void answersOnlyToItsOwnNameAndOnlyOnLoopback() throws Exception {
        assertThat(http.raw("GET /api/stream HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .contains(" 403 ", "foreign-host");
        assertThat(http.raw("GET /api/stream HTTP/1.1\r\nHost: [::1]:8081\r\nConnection: close\r\n\r\n"))
                .contains(" 200 ");
        for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            for (InetAddress address : Collections.list(each.getInetAddresses())) {
                if (!address.isLoopbackAddress()) {
                    assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> new Socket(address, port).close()))
                            .isInstanceOf(java.io.IOException.class);
                }
            }
        }
    }

    @Test
    void aPictureIsAJpegOfAtMost640Pixels() throws Exception {
        PictureSize size = new PictureSize(1280, 720);
        byte[] grey = new byte[size.frameBytes()];
        java.util.Arrays.fill(grey, (byte) 128);
        works.picture = Optional.of(new Picture(size, grey));
        try {
            await().until(() -> http.get("/api/picture").statusCode() == 200);
            var image = ImageIO.read(
                    new ByteArrayInputStream(http.bytes("/api/picture").body()));
            assertThat(image.getWidth()).isEqualTo(640);
            assertThat(image.getHeight()).isEqualTo(360);
            assertThat(image.getRGB(300, 200) & 0xff).isBetween(125, 135);
        } finally {
            works.picture = Optional.empty();
            await().until(() -> http.get("/api/picture").statusCode() == 404);
        }
    }

    @Test
    void devicesAreTold() throws Exception {
        JsonNode devices = json(http.get("/api/devices"));
        assertThat(devices.at("/cameras/0/formats/0/rates/1").asString()).isEqualTo("30000/1001");
        assertThat(devices.at("/microphones/0/id").asString()).isEqualTo("hw:CARD=C4K");
    }

    @Test
    void healthAndMetricsAnswer() throws Exception {
        assertThat(http.get("/actuator/health/liveness").body()).contains("\"UP\"", "loop");
        assertThat(http.get("/actuator/health/readiness").body()).contains("\"UP\"", "home");
        assertThat(http.get("/actuator/prometheus").body())
                .contains(
                        "rucksack_stream_state{state=\"idle\"} ",
                        "rucksack_stream_live_seconds_total 0.0",
                        "rucksack_frames_dropped_total{stage=\"capture\"} 0.0",
                        "rucksack_frames_in{place=\"flight\"} 0.0",
                        "jvm_memory_used_bytes")
                .doesNotContain("rucksack_uplink_rtt_seconds", "http_server_requests");
        assertThat(http.get("/actuator/env").statusCode()).isEqualTo(404);
    }

    private JsonNode put(String path, String body, int status) throws Exception {
        HttpResponse<String> answer = http.put(path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return answer.body().isEmpty() ? json.createObjectNode() : json(answer);
    }

    private JsonNode json(HttpResponse<String> answer) {
        return json.readTree(answer.body());
    }

    private static String order(String wanted, long revision) {
        return "{\"wanted\":\"" + wanted + "\",\"revision\":" + revision + "}";
    }

    private static List<String> names(JsonNode node) {
        return new ArrayList<>(node.propertyNames());
    }
}
