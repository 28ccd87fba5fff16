package dev.rucksack.control.web;

import static dev.rucksack.control.web.Door.CODE;
import static dev.rucksack.control.web.Door.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rucksack.control.EncoderStandIn;
import dev.rucksack.lab.speedify.LabSpeedify;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What people set of the bond, by the API of the whole service, with the lab's Speedify behind it. */
class SteeringIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String LINK = "/api/links/" + LabSpeedify.FIRST_PHONE;

    @TempDir
    static Path home;

    static EncoderStandIn encoder;
    static LabSpeedify speedify;
    static Door door;
    static String cookie;

    @BeforeAll
    static void open() throws Exception {
        encoder = EncoderStandIn.start();
        speedify = LabSpeedify.start(home.resolve("speedify"));
        door = new Door(
                home, encoder, "--rucksack.web.pairing-code=" + CODE, "--rucksack.speedify.cli=" + speedify.cli());
        cookie = door.pair(CODE);
        await().atMost(SOON).until(() -> situation().path("links").size() == 2);
        await().atMost(SOON)
                .until(() ->
                        situation().path("tunnel").path("steering").path("mode").isString());
        await().atMost(SOON).until(() -> situation().path("state").asString().equals("idle"));
    }

    @AfterAll
    static void shut() {
        door.close();
        speedify.close();
        encoder.close();
    }

    private static HttpResponse<String> send(String method, String path, String body) throws Exception {
        return door.send(json(door.to(path).header("Cookie", cookie), method, body));
    }

    private static JsonNode situation() throws Exception {
        return JsonMapper.shared()
                .readTree(door.send(door.to("/api/situation").header("Cookie", cookie))
                        .body());
    }

    private static JsonNode policy() throws Exception {
        return situation().path("links").path(0).path("policy");
    }

    @Test
    void aLinksPriorityAndCapsAreSetAndSeen() throws Exception {
        assertThat(send("PUT", LINK + "/priority", "{\"priority\":\"backup\"}").statusCode())
                .isEqualTo(204);
        await().atMost(SOON).until(() -> policy().path("priority").asString().equals("backup"));
        String caps = "{\"dayLimitBytes\":1000000000,\"monthLimitBytes\":20000000000,\"monthResetDay\":5}";
        assertThat(send("PUT", LINK + "/caps", caps).statusCode()).isEqualTo(204);
        await().atMost(SOON).until(() -> policy().path("monthResetDay").asInt() == 5);
        assertThat(policy().path("dayLimitBytes").asLong()).isEqualTo(1_000_000_000L);
        assertThat(policy().path("monthLimitBytes").asLong()).isEqualTo(20_000_000_000L);
        assertThat(send("PUT", LINK + "/caps", "{\"overLimitBitsPerSecond\":2000000}")
                        .statusCode())
                .isEqualTo(204);
        await().atMost(SOON).until(() -> policy().path("overLimitBitsPerSecond").asLong() == 2_000_000L);
        assertThat(send("PUT", LINK + "/rate", "{\"sendBitsPerSecond\":4000000,\"receiveBitsPerSecond\":0}")
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void theTunnelGoesWhereItIsSent() throws Exception {
        assertThat(send("GET", "/api/tunnel/servers", "").body())
                .contains("\"tag\":\"de-berlin-2\"", "\"dedicated\":true", "\"country\":\"at\"");
        assertThat(send("POST", "/api/tunnel/connect", "{\"server\":\"gb-london-4\"}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(speedify.server()).isEqualTo("gb-london-4");
        await().atMost(SOON)
                .until(() ->
                        situation().path("tunnel").path("server").asString("").equals("gb-london-4"));
        HttpResponse<String> nowhere = send("POST", "/api/tunnel/connect", "{\"server\":\"xx-nowhere-1\"}");
        assertThat(nowhere.statusCode()).isEqualTo(502);
        assertThat(nowhere.body())
                .contains("speedify-refused", "Speedify did not connect there; choose another place.");
        assertThat(send("POST", "/api/tunnel/disconnect", "{}").statusCode()).isEqualTo(204);
        await().atMost(SOON)
                .until(() -> situation().path("tunnel").path("state").asString().equals("logged-in"));
        assertThat(send("POST", "/api/tunnel/connect", "{}").statusCode()).isEqualTo(204);
        await().atMost(SOON)
                .until(() -> situation().path("tunnel").path("state").asString().equals("connected"));
    }

    @Test
    void whileLiveWhatDisturbsTheTunnelHasToBeConfirmed() throws Exception {
        assertThat(send("PUT", "/api/tunnel/mode", "{\"mode\":\"speed\"}").statusCode())
                .isEqualTo(204);
        assertThat(send("POST", "/api/order", "{\"wanted\":\"live\"}").statusCode())
                .isEqualTo(202);
        await().atMost(SOON)
                .until(() -> situation()
                        .path("tunnel")
                        .path("steering")
                        .path("changed")
                        .toString()
                        .contains("mode streaming"));
        for (String order : new String[] {
            "PUT /api/tunnel/mode {\"mode\":\"redundant\"}",
            "PUT /api/tunnel/mode {\"mode\":\"redundant\",\"confirmed\":\"yes\"}",
            "PUT /api/tunnel/transport {\"transport\":\"udp\"}",
            "POST /api/tunnel/connect {\"server\":\"de\"}",
            "POST /api/tunnel/disconnect {\"confirmed\":false}"
        }) {
            String[] words = order.split(" ");
            HttpResponse<String> answer = send(words[0], words[1], words[2]);
            assertThat(answer.statusCode()).as(order).isEqualTo(409);
            assertThat(answer.body()).contains("\"code\":\"confirmation-needed\"", "You are live");
        }
        assertThat(send("PUT", "/api/tunnel/mode", "{\"mode\":\"redundant\",\"confirmed\":true}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(send("POST", "/api/order", "{\"wanted\":\"idle\"}").statusCode())
                .isEqualTo(202);
        await().atMost(SOON)
                .until(() -> situation()
                        .path("tunnel")
                        .path("steering")
                        .path("changed")
                        .isEmpty());
        // the person's own choice is not put back
        assertThat(situation().path("tunnel").path("steering").path("mode").asString())
                .isEqualTo("redundant");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PUT  | /api/links/usb0/priority | {\"priority\":\"sometimes\"}           | 422 | body-invalid",
                "PUT  | /api/links/usb0/priority | {\"priority\":3}                       | 422 | body-invalid",
                "PUT  | /api/links/usb0/priority | {\"prio                                | 400 | body-malformed",
                "PUT  | /api/links/usb9/priority | {\"priority\":\"never\"}               | 404 | no-such-link",
                "PUT  | /api/links/usb0/caps     | {}                                     | 422 | body-invalid",
                "PUT  | /api/links/usb0/caps     | {\"dayLimitBytes\":-1}                 | 422 | body-invalid",
                "PUT  | /api/links/usb0/caps     | {\"dayLimitBytes\":1.5}                | 422 | body-invalid",
                "PUT  | /api/links/usb0/caps     | {\"dayLimitBytes\":\"20GB\"}           | 422 | body-invalid",
                "PUT  | /api/links/usb0/caps     | {\"dayLimitBytes\":99999999999999999999} | 422 | body-invalid",
                "PUT  | /api/links/usb0/caps     | {\"monthResetDay\":32}                 | 422 | body-invalid",
                "PUT  | /api/links/usb0/caps     | {\"monthLimitBytes\":null}             | 422 | body-invalid",
                "PUT  | /api/links/usb9/caps     | {\"dayLimitBytes\":1}                  | 404 | no-such-link",
                "PUT  | /api/links/usb0/rate     | {\"sendBitsPerSecond\":1}              | 422 | body-invalid",
                "PUT  | /api/tunnel/mode         | {\"mode\":\"warp\"}                    | 422 | body-invalid",
                "PUT  | /api/tunnel/transport    | {\"transport\":\"pigeon\"}             | 422 | body-invalid",
                "POST | /api/tunnel/connect      | {\"server\":\"de; reboot\"}            | 422 | body-invalid",
                "POST | /api/tunnel/connect      | {\"server\":\"-s\"}                    | 422 | body-invalid",
                "POST | /api/tunnel/connect      | {\"server\":7}                         | 422 | body-invalid",
                "POST | /api/tunnel/disconnect   | []                                     | 400 | body-malformed",
            })
    void badInputGetsItsSentence(String method, String path, String body, int status, String code) throws Exception {
        HttpResponse<String> answer = send(method, path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"", "\"detail\":\"");
    }
}
