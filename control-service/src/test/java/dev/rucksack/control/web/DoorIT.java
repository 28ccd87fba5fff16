package dev.rucksack.control.web;

import static dev.rucksack.control.web.Door.CODE;
import static dev.rucksack.control.web.Door.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rucksack.control.EncoderStandIn;
import dev.rucksack.control.web.guard.PhoneFilter;
import jakarta.servlet.Filter;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.io.InputStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Who gets in and what is said to those who do not, on a real port with the real rooms behind it. */
@ExtendWith(OutputCaptureExtension.class)
class DoorIT {

    private static final String KEY = "live_1234_verySecretStreamKey";

    @TempDir
    static Path home;

    static EncoderStandIn encoder;
    static Door door;
    static String cookie;

    @BeforeAll
    static void open() throws IOException, InterruptedException {
        encoder = EncoderStandIn.start();
        door = new Door(home, encoder, "--rucksack.web.pairing-code=" + CODE, "--server.address=0.0.0.0");
        cookie = door.pair(CODE);
    }

    @AfterAll
    static void shut() {
        door.close();
        encoder.close();
    }

    private static HttpRequest.Builder paired(String path) {
        return door.to(path).header("Cookie", cookie);
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"", "\"detail\":\"", "\"title\":\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/index.html",
                "/page.js",
                "/settings.js",
                "/api/situation",
                "/api/events",
                "/api/settings",
                "/api/devices",
                "/api/picture",
                "/api/viewer",
                "/api/recordings",
                "/api/tunnel/servers",
                "/api/recordings/00001-001",
                "/api/recordings/00001/whole.mp4",
                "/nonsense",
                "/api/nonsense",
                "/pair.html"
            })
    void aStrangerSeesNothing(String path) throws Exception {
        assertProblem(door.get(path), 401, "not-paired");
        assertProblem(door.send(door.to(path).header("Cookie", "rucksack=guess")), 401, "not-paired");
    }

    @ParameterizedTest
    @CsvSource({
        "POST,/api/order",
        "PUT,/api/settings",
        "PUT,/api/key",
        "DELETE,/api/key",
        "DELETE,/api/slate",
        "POST,/api/pair/code",
        "PUT,/api/links/usb0/name",
        "PUT,/api/links/usb0/priority",
        "PUT,/api/links/usb0/caps",
        "PUT,/api/tunnel/mode",
        "POST,/api/tunnel/connect",
        "POST,/api/tunnel/disconnect"
    })
    void aStrangerChangesNothing(String method, String path) throws Exception {
        assertProblem(door.send(json(door.to(path), method, "{\"wanted\":\"live\"}")), 401, "not-paired");
        assertThat(encoder.orders()).noneMatch(order -> order.startsWith("live"));
    }

    @Test
    void aStrangersBrowserIsShownThePairingPage() throws Exception {
        HttpResponse<String> answer = door.send(door.to("/").header("Accept", "text/html,*/*"));
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/pair");
        assertThat(door.get("/pair?code=ABCD2345").body()).contains("id=\"pairform\"");
        for (String part : List.of("/pair.js", "/rucksack.css", "/words.js", "/icon.svg")) {
            assertThat(door.get(part).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void everyAnswerForbidsForeignCodeAndFrames() throws Exception {
        for (HttpRequest.Builder request : List.of(door.to("/pair"), door.to("/api/situation"), paired("/"))) {
            HttpResponse<String> answer = door.send(request);
            assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .contains("default-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        }
        assertThat(door.send(paired("/")).body())
                .doesNotContain("<style")
                .doesNotContainPattern("\\son\\w+=|\\sstyle=");
    }

    @Test
    void theCookieIsStrictAndOutOfReachOfScripts() throws Exception {
        assertThat(door.tryCode(CODE).headers().firstValue("Set-Cookie").orElseThrow())
                .contains("HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=");
    }

    @Test
    void aPairedPhoneSeesTheSituation() throws Exception {
        HttpResponse<String> answer = door.send(paired("/api/situation"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"boot\":", "\"encoder\":", "\"panel\":", "\"links\":", "\"viewer\":false");
        assertThat(door.send(paired("/")).body()).contains("data-view=\"air\"");
    }

    @Test
    void anotherSitesPageIsTurnedAway() throws Exception {
        HttpRequest.Builder order = json(paired("/api/order"), "POST", "{\"wanted\":\"live\"}");
        assertProblem(door.send(order.header("Origin", "http://evil.example")), 403, "origin-refused");
        assertProblem(door.send(paired("/api/events").header("Origin", "null")), 403, "origin-refused");
        assertProblem(
                door.send(json(door.to("/api/pair"), "POST", "{\"code\":\"" + CODE + "\"}")
                        .header("Origin", "http://127.0.0.1:1")),
                403,
                "origin-refused");
    }

    @Test
    void anotherNameIsTurnedAwayBeforeAllElse() throws Exception {
        for (String path : List.of("/", "/pair", "/api/situation", "/actuator/health", "/actuator/prometheus")) {
            assertThat(door.raw("evil.example:" + door.port, path))
                    .startsWith("HTTP/1.1 403")
                    .contains("\"code\":\"host-refused\"");
        }
        assertThat(door.raw("rucksack.local", "/pair")).startsWith("HTTP/1.1 200");
    }

    @Test
    void theOwnPagesOrderGoesToTheEncoder() throws Exception {
        HttpRequest.Builder order = json(paired("/api/order"), "POST", "{\"wanted\":\"idle\"}");
        assertThat(door.send(order.header("Origin", door.origin())).statusCode())
                .isEqualTo(202);
        assertThat(encoder.orders()).anyMatch(taken -> taken.startsWith("idle"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST | /api/order | {\"wanted\":1}         | 422 | body-invalid",
                "POST | /api/order | {\"wanted\":\"fast\"}  | 422 | body-invalid",
                "POST | /api/order | {}                     | 422 | body-invalid",
                "POST | /api/order | {\"wan                 | 400 | body-malformed",
                "POST | /api/order | []                     | 400 | body-malformed",
                "POST | /api/order | ''                     | 400 | body-malformed",
                "PUT  | /api/settings | nonsense            | 400 | body-malformed",
                "PUT  | /api/key   | \"a key\"              | 400 | body-malformed",
                "POST | /api/pair  | {\"code\":[1]}         | 422 | body-invalid",
                "POST | /api/pair  | {\"code\":\"short\"}   | 422 | code-malformed",
                "PUT  | /api/order | {}                     | 405 | method-not-allowed",
                "PUT  | /api/links/usb9/name | {\"name\":\"Vodafone\"} | 404 | no-such-link",
                "PUT  | /api/links/usb9/name | {\"name\":7}          | 422 | body-invalid",
                "PUT  | /api/links/usb9/name | {\"name\":\"aaaaaaaaaaaaaaaaaaaaaaaaa\"} | 422 | name-malformed",
                "PUT  | /api/tunnel/mode | {\"mode\":\"speed\"}   | 409 | no-steering",
                "GET  | /api/tunnel/servers | ''            | 409 | no-steering",
                "GET  | /api/nonsense | ''                  | 404 | not-found",
                "GET  | /api/viewer | ''                    | 404 | no-viewer",
                "GET  | /api/picture | ''                   | 404 | no-picture",
                "PUT  | /api/settings | {\"capture\":{}}    | 422 | settings-invalid",
            })
    void badInputGetsItsSentence(String method, String path, String body, int status, String code) throws Exception {
        assertProblem(door.send(json(paired(path), method, body)), status, code);
    }

    @Test
    void whatIsNotJsonOrTooLongIsRefused() throws Exception {
        HttpRequest.Builder form = paired("/api/order").POST(HttpRequest.BodyPublishers.ofString("wanted=live"));
        assertProblem(door.send(form), 415, "media-type-unsupported");
        String giant = "{\"x\":\"" + "a".repeat(70_000) + "\"}";
        assertProblem(door.send(json(paired("/api/settings"), "PUT", giant)), 413, "body-too-large");
    }

    @Test
    void whatAPairedPhoneIsRefusedIsInTheLogByCodeAndSentenceWithoutTheKey(CapturedOutput log) throws Exception {
        String key = "live_77_neverToBeWritten";
        int before = log.getOut().length();
        door.send(json(paired("/api/key"), "PUT", "{\"key\":\"" + key));
        door.send(json(paired("/api/order"), "POST", "{\"wanted\":\"" + key + "\"}"));
        door.send(json(paired("/api/key"), "POST", key));
        assertThat(log.getOut().substring(before))
                .contains(
                        "body-malformed: The body is not a JSON object.",
                        "body-invalid: ",
                        "method-not-allowed: This address knows other methods.");
        assertThat(log.getAll()).doesNotContain(key);
    }

    @Test
    void whatIsOnlyAskedForAndWhatStrangersTryIsNotWrittenDown(CapturedOutput log) throws Exception {
        int before = log.getOut().length();
        assertProblem(door.send(paired("/api/viewer")), 404, "no-viewer");
        assertProblem(door.tryCode("short"), 422, "code-malformed");
        assertProblem(door.send(json(door.to("/api/key"), "PUT", "{}")), 401, "not-paired");
        assertThat(log.getOut().substring(before)).doesNotContain("no-viewer", "code-malformed", "not-paired");
    }

    @Test
    void recordingsPassAsTheyComeWithTheirRanges() throws Exception {
        assertThat(door.send(paired("/api/recordings")).body()).isEqualTo("{\"recordings\":[]}");
        HttpResponse<String> some =
                door.send(paired("/api/recordings/00001-001").header("Range", "bytes=4-7"));
        assertThat(some.statusCode()).isEqualTo(206);
        assertThat(some.body()).isEqualTo("ftyp");
        assertThat(some.headers().firstValue("Content-Range")).contains("bytes 4-7/100");
        assertThat(some.headers().firstValue("Content-Length")).contains("4");
        assertThat(some.headers().firstValue("X-Inner")).isEmpty();
        assertThat(encoder.bodies()).contains("GET /api/recordings/00001-001 bytes=4-7");
        HttpResponse<InputStream> whole = door.begin(paired("/api/recordings/00001/whole.mp4"));
        try (InputStream body = whole.body()) {
            assertThat(body.readNBytes(12)).isEqualTo("first half, ".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            encoder.release();
            assertThat(new String(body.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                    .endsWith("second half");
        }
        assertProblem(door.send(paired("/api/recordings/00001-404")), 404, "no-recording");
        assertThat(door.send(paired("/api/recordings/00001").DELETE()).statusCode())
                .isEqualTo(204);
        for (String elsewhere : List.of("..%2Fkey", "%2e%2e", "1", "00001-001%2F..", "settings", "00001/../key")) {
            assertThat(door.send(paired("/api/recordings/" + elsewhere)).statusCode())
                    .as(elsewhere)
                    .isBetween(400, 499);
        }
        assertThat(encoder.bodies()).noneMatch(asked -> asked.contains(".."));
    }

    @Test
    void theKeyPassesAndIsInNoAnswer() throws Exception {
        HttpResponse<String> put = door.send(json(paired("/api/key"), "PUT", "{\"key\":\"" + KEY + "\"}"));
        assertThat(put.statusCode()).isEqualTo(204);
        assertThat(encoder.bodies()).anyMatch(body -> body.contains(KEY));
        assertProblem(door.send(json(paired("/api/key"), "PUT", "{\"key\":\"" + KEY)), 400, "body-malformed");
        for (String path : List.of("/", "/api/situation", "/api/settings", "/api/devices", "/actuator/prometheus")) {
            assertThat(door.send(paired(path)).body()).doesNotContain(KEY);
        }
        assertThat(door.send(json(paired("/api/key"), "PUT", "{\"key\":\"" + KEY))
                        .body())
                .doesNotContain(KEY);
    }

    @Test
    void aPictureForTheSlateIsHandedThroughAndATooLargeOneIsNot() throws Exception {
        assertThat(door.send(picture(300_000, "image/jpeg")).statusCode()).isEqualTo(204);
        assertThat(encoder.bodies()).contains("slate 300000");
        assertProblem(door.send(picture(2 * 1024 * 1024 + 1, "image/png")), 413, "body-too-large");
        assertProblem(door.send(picture(10, "image/svg+xml")), 415, "media-type-unsupported");
        assertThat(door.send(paired("/api/slate").DELETE()).statusCode()).isEqualTo(204);
        assertThat(encoder.bodies()).contains("slate 0");
    }

    private static HttpRequest.Builder picture(int bytes, String type) {
        return paired("/api/slate")
                .header("Content-Type", type)
                .PUT(HttpRequest.BodyPublishers.ofByteArray(new byte[bytes]));
    }

    @Test
    void theActuatorAnswersOnThePackItselfWithoutPairing() throws Exception {
        assertThat(door.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
        assertThat(door.get("/actuator/health/readiness").statusCode()).isIn(200, 503);
        HttpResponse<String> scrape = door.get("/actuator/prometheus");
        assertThat(scrape.headers().firstValue("Content-Type")).hasValue("text/plain;version=0.0.4;charset=utf-8");
        assertThat(scrape.body()).contains("jvm_memory_used_bytes", "rucksack_tunnel_state{");
        assertThat(door.get("/actuator/prometheus?includedNames=rucksack_panel_connected")
                        .body())
                .contains("rucksack_panel_connected")
                .doesNotContain("jvm_memory_used_bytes");
        assertThat(door.get("/actuator/env").statusCode()).isEqualTo(404);
    }

    /** By its own address in a network this machine is a peer like any other; a header does not make one nearer. */
    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health", "/actuator/health/liveness", "/actuator/prometheus"})
    void theActuatorIsShutToAPeerFromTheNetwork(String path) throws Exception {
        List<String> own = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .map(InetAddress::getHostAddress)
                .toList();
        for (String address : own) {
            String answer = door.raw(address, address + "\r\nX-Forwarded-For: 127.0.0.1", path);
            assertThat(answer).as(address).startsWith("HTTP/1.1 401").contains("\"code\":\"not-paired\"");
            assertThat(answer).doesNotContain("UP", "jvm_memory");
        }
        // on a machine without a network, and for peers that no machine is to itself
        for (String peer :
                List.of("192.168.7.2", "10.0.0.5", "128.0.0.1", "fe80:0:0:0:0:0:0:1%usb0", "2001:db8:0:0:0:0:0:1")) {
            assertThat(asPeer(peer, path, null)).as(peer).isEqualTo(401);
            assertThat(asPeer(peer, path, cookie)).as("paired " + peer).isEqualTo(403);
        }
        assertThat(asPeer("127.0.0.1", path, null))
                .as("let through to what is behind")
                .isEqualTo(200);
    }

    /** What the door's filters answer to a peer; 200 if they let it through. */
    private static int asPeer(String address, String path, @Nullable String cookie) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
        request.setRemoteAddr(address);
        request.addHeader("Host", "localhost:" + door.port);
        if (cookie != null) {
            request.setCookies(new Cookie(PhoneFilter.COOKIE, cookie.substring(cookie.indexOf('=') + 1)));
        }
        MockHttpServletResponse response = new MockHttpServletResponse();
        Filter scrapes = door.bean("scrapes", FilterRegistrationBean.class).getFilter();
        Filter guards = door.bean("springSecurityFilterChain", Filter.class);
        new MockFilterChain(new HttpServlet() {}, scrapes, guards, (asked, answer, chain) -> {})
                .doFilter(request, response);
        return response.getStatus();
    }

    @Test
    void anotherPhoneGetsALinkWithASquare() throws Exception {
        HttpResponse<String> answer = door.send(json(paired("/api/pair/code"), "POST", ""));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"code\":\"" + CODE + "\"", "/pair?code=" + CODE, "\"square\":{\"size\":");
    }

    @Test
    void eventsBeginWithTheWholeSituationAndGoOnEachSecond() throws Exception {
        var http = java.net.http.HttpClient.newHttpClient();
        var answer = http.send(paired("/api/events").build(), HttpResponse.BodyHandlers.ofLines());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
        List<String> seen =
                answer.body().filter(line -> line.startsWith("data:")).limit(3).toList();
        assertThat(seen).hasSize(3).allMatch(line -> line.contains("\"sequence\":"));
    }

    @Test
    void pagesThatWereLeftOpenMakeRoomForNewOnes() throws Exception {
        var http = java.net.http.HttpClient.newHttpClient();
        var open = new java.util.ArrayList<java.io.InputStream>();
        for (int i = 0; i < 20; i++) {
            var answer = http.send(paired("/api/events").build(), HttpResponse.BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).as("page %d", i).isEqualTo(200);
            open.add(answer.body());
        }
        // the first ones have been ended: their streams come to an end, the last goes on
        await().atMost(Duration.ofSeconds(10)).until(() -> open.get(0).readAllBytes().length > 0);
        assertThat(open.get(19).read()).isNotNegative();
        for (var stream : open) {
            stream.close();
        }
    }
}
