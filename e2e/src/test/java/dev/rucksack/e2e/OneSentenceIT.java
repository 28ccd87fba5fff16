package dev.rucksack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rucksack.e2e.page.Browser;
import dev.rucksack.lab.ingest.NginxIngest;
import dev.rucksack.lab.speedify.Damage;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is wrong is said in the same sentence by API, page and log, and the strap's lamp shows what it means. */
@Tag("installed")
class OneSentenceIT {

    private static final String CODE = "K7MQ2XRT";
    private static final String SENTENCE = "[A-Z].*\\.";

    @TempDir
    static Path directory;

    private static NginxIngest ingest;
    private static Pack pack;
    private static Product product;
    private static Phone phone;
    private static Browser page;

    @BeforeAll
    static void start() throws Exception {
        ingest = NginxIngest.start(directory.resolve("ingest"));
        pack = Pack.start(directory, ingest.url(), Map.of("RUCKSACK_WEB_PAIRING_CODE", CODE));
        product = pack.product;
        URI link = product.controlUrl("/pair?code=" + CODE);
        phone = Phone.pairedBy(link);
        page = new Browser(360, 740, 2);
        page.open(link.toString());
        page.awaitState("idle");
    }

    @AfterAll
    static void stop() {
        Stream.of(page, pack, ingest).forEach(OneSentenceIT::close);
    }

    private static void close(AutoCloseable what) {
        try {
            if (what != null) {
                what.close();
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void calm() throws Exception {
        if (!product.state().equals("idle")) {
            product.order("idle");
            Awaitility.await("idle")
                    .atMost(Product.PATIENCE)
                    .until(() -> product.state().equals("idle"));
        }
    }

    @Test
    void noKey() throws Exception {
        product.forgetKey();
        pack.press('a');
        said("key-not-set", "fault");
        product.key(Pack.KEY);
        pack.awaitLamp("live");
        saidNoMore("key-not-set");
    }

    @Test
    void aKeyThatIsRefused() throws Exception {
        ingest.refuseKeys(true);
        pack.press('a');
        said("ingest-refused-key", "fault");
        ingest.refuseKeys(false);
    }

    @Test
    void anIngestThatIsNotThere() throws Exception {
        product.settings(Map.of(
                "destination", Map.of("service", "custom", "url", "rtmp://127.0.0.1:" + Product.freePort() + "/live")));
        product.key(Pack.KEY);
        pack.press('a');
        said("ingest-unreachable", "fault");
        destinationAgain();
    }

    @Test
    void anIngestThatGoesWhileLive() throws Exception {
        pack.goLive();
        ingest.kill();
        said("ingest-unreachable", "reconnecting");
        ingest.again();
        pack.awaitLamp("live");
        saidNoMore("ingest-unreachable");
    }

    @Test
    void aCertificateThatNobodySigned() throws Exception {
        try (TlsDoor door = TlsDoor.open(directory)) {
            product.settings(Map.of("destination", Map.of("service", "custom", "url", door.url())));
            product.key(Pack.KEY);
            pack.press('a');
            said("certificate-refused", "fault");
        }
        destinationAgain();
    }

    private static void destinationAgain() {
        product.order("idle");
        product.settings(Map.of("destination", Map.of("service", "custom", "url", ingest.url())));
        product.key(Pack.KEY);
    }

    @Test
    void aCameraThatIsNotThere() throws Exception {
        Map<String, ?> present = Map.of("source", "url", "device", pack.camera.videoUrl(), "format", "yuv4mpegpipe");
        product.settings(
                Map.of("capture", Map.of("source", "v4l2", "device", "/dev/v4l/by-id/nobody", "format", "auto")));
        pack.press('a');
        said("camera-missing", "slate");
        product.order("idle");
        product.settings(Map.of("capture", present));
        saidNoMore("camera-missing");
    }

    @Test
    void aMicrophoneThatIsNotThere() throws Exception {
        Map<String, ?> present = Map.of("source", "url", "device", pack.camera.soundUrl(), "format", "s16le");
        product.settings(Map.of("sound", Map.of("source", "alsa", "device", "hw:Nobody", "format", "auto")));
        said("no-audio-device", "idle");
        product.settings(Map.of("sound", present));
        saidNoMore("no-audio-device");
    }

    @Test
    void aDiskThatIsFull() throws Exception {
        pack.goLive();
        product.settings(Map.of("recording", Map.of("keepFreeMegabytes", 10_000_000)));
        said("disk-full", "live");
        product.settings(Map.of("recording", Map.of("keepFreeMegabytes", 1)));
        saidNoMore("disk-full");
    }

    @Test
    void settingsThatCannotBeRead() throws Exception {
        product.encoder().stop();
        Files.writeString(directory.resolve("encoder/settings.yaml"), "capture: [");
        product.encoder().again();
        product.awaitReady();
        said("settings-unreadable", "idle");
        destinationAgain();
        saidNoMore("settings-unreadable");
    }

    @Test
    void noiseFromTheStrap() throws Exception {
        pack.board.send("x".repeat(300) + "\n\u0001?!\n");
        said("board-noise", "idle");
    }

    @Test
    void whatSpeedifySaysIsNoJson() throws Exception {
        pack.speedify.damage(Damage.GARBAGE);
        said("speedify-noise", "idle");
        pack.speedify.damage();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"capture":{"width":"wide"}}                | capture.width
            {"capture":{"width":7680,"height":4320}}    | capture
            {"capture":{"width":641}}                   | capture
            {"capture":{"rate":"fast"}}                 | capture.rate
            {"encoder":{"videoBitsPerSecond":-1}}       | encoder.videoBitsPerSecond
            {"destination":{"url":"gopher://there"}}    | destination
            {"capture":[                                |
            [1,2]                                       |
            """)
    void aBodyThatIsNotTaken(String body, String field) {
        String before = product.get(product.encoderUrl("/api/settings"));
        HttpResponse<String> answer = product.refusedSettings(body);
        assertThat(answer.statusCode()).isBetween(400, 422);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        JsonNode problem = JsonMapper.shared().readTree(answer.body());
        assertThat(problem.path("detail").asString()).matches(SENTENCE);
        for (JsonNode error : problem.path("errors")) {
            assertThat(error.path("field").asString()).startsWith(field == null ? "" : field);
            assertThat(error.path("detail").asString()).matches(SENTENCE);
        }
        assertThat(product.encoder().log()).contains(problem.path("detail").asString());
        assertThat(product.get(product.encoderUrl("/api/settings"))).isEqualTo(before);
        pack.awaitLamp("idle");
    }

    /** Its sentence, as the encoder or control says it first, is everywhere. */
    private static void said(String code, String lamp) throws Exception {
        String sentence = Awaitility.await(code)
                .atMost(Product.PATIENCE)
                .until(() -> sentenceOf(phone.situation(), code), Optional::isPresent)
                .orElseThrow();
        assertThat(sentence).matches(SENTENCE);
        Optional<String> ofEncoder = sentenceOf(product.report(), code);
        ofEncoder.ifPresent(said -> assertThat(said).isEqualTo(sentence));
        Service whose = ofEncoder.isPresent() ? product.encoder() : product.control();
        pack.awaitLamp(lamp);
        Awaitility.await("the log says " + sentence)
                .atMost(Product.PATIENCE)
                .until(() -> whose.log().contains(code + ": " + sentence));
        try {
            page.await(sentence, () -> shown().contains(sentence));
        } catch (RuntimeException e) {
            throw new AssertionError("The page says: " + shown(), e);
        }
        page.screen("said-" + code);
    }

    private static void saidNoMore(String code) throws Exception {
        Awaitility.await(code + " is over")
                .atMost(Product.PATIENCE)
                .until(() -> sentenceOf(phone.situation(), code).isEmpty());
    }

    private static String shown() {
        return page.text("#say1") + " | " + page.text("#cautions");
    }

    private static Optional<String> sentenceOf(JsonNode report, String code) {
        JsonNode encoder = report.has("encoder") ? report.path("encoder").path("report") : report;
        return Stream.of(
                        Stream.of(encoder.path("fault")),
                        StreamSupport.stream(report.path("cautions").spliterator(), false))
                .flatMap(all -> all)
                .filter(said -> said.path("code").asString("").equals(code))
                .map(said -> said.path("sentence").asString(""))
                .findFirst();
    }
}
