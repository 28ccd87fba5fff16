package dev.rucksack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rucksack.lab.ingest.NginxIngest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A pack without Speedify, in a network namespace with two phones: both packaged services, steered as a phone does it. */
@Tag("installed")
class KernelLinksIT {

    private static final String CODE = "LINK2345";
    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private String door = "";
    private String cookie = "";

    @Test
    void eachPhoneIsMeasuredAndWhenOneIsUnpluggedItIsSaidAndTheStreamGoesOnOverTheOther() throws Exception {
        try (TwoPhones phones = TwoPhones.plugIn();
                HotelPage hotel = HotelPage.open(phones.page());
                NginxIngest ingest = NginxIngest.start(directory.resolve("ingest"), place(phones), true)) {
            Process failover = failover(phones, ingest);
            try {
                beside(phones, ingest, hotel, () -> withTheRecipe(phones, hotel));
            } finally {
                failover.destroy();
                failover.waitFor();
            }
        }
    }

    private void withTheRecipe(TwoPhones phones, HotelPage hotel) throws Exception {
        await("both links", seen -> up(link(seen, "usb0")) && up(link(seen, "usb1")));
        put("/api/links/usb1/name", Map.of("name", "Telekom"));
        await("the name", seen -> carries(link(seen, "usb0")) && !carries(link(seen, "Telekom")));

        send("POST", "/api/order", Map.of("wanted", "live"));
        await("live", KernelLinksIT::onAir);
        await("both measured", seen -> measured(link(seen, "usb0")) && measured(link(seen, "Telekom")));

        long under = System.nanoTime();
        phones.underground(0, true);
        await("no answer", seen -> silent(link(seen, "usb0")));
        said("underground, and seen", under);
        JsonNode moved = await("the other carries", seen -> carries(link(seen, "Telekom")));
        said("underground, and the other carries", under);
        long before = frames(moved);
        await("frames over the other phone", seen -> onAir(seen) && frames(seen) > before + 60);
        said("underground, and frames over the other", under);
        phones.underground(0, false);
        await("the first again", seen -> carries(link(seen, "usb0")) && measured(link(seen, "usb0")));

        phones.signIn(0, true);
        JsonNode captive = await(
                "the sign-in page", seen -> link(seen, "usb0").path("captive").asBoolean(false));
        assertThat(captive.path("cautions").toString()).contains("usb0 wants a sign-in page.");
        assertThat(link(captive, "Telekom").path("captive").asBoolean(true)).isFalse();
        assertThat(hotel.askedFrom()).containsOnly(phones.address(0));
        phones.signIn(0, false);
        await(
                "let through",
                seen -> !link(seen, "usb0").path("captive").asBoolean(true) && carries(link(seen, "usb0")));

        long pulled = System.nanoTime();
        phones.unplug(0);
        JsonNode after = await("the loss of a phone", seen -> link(seen, "usb0").isMissingNode());
        said("unplugged, and seen", pulled);
        assertThat(carries(link(after, "Telekom"))).isTrue();
        assertThat(after.path("cautions").toString())
                .contains("usb0 is down; the others carry.", "Only Telekom carries.");
        long had = frames(after);
        JsonNode again = await("frames over the other phone", seen -> onAir(seen) && frames(seen) > had + 60);
        said("unplugged, and frames over the other", pulled);
        assertThat(again.path("encoder")
                        .path("report")
                        .path("order")
                        .path("wanted")
                        .asString())
                .isEqualTo("live");

        long plugged = System.nanoTime();
        phones.plug(0);
        await("the phone again", seen -> up(link(seen, "usb0")));
        said("plugged in, and seen", plugged);
        await(
                "its measure",
                seen -> measured(link(seen, "usb0")) && seen.path("cautions").isEmpty());
    }

    /** As DHCP leaves a pack: two default routes, no rules. Nothing changes over, so the dead link that carries takes the stream with it. */
    @Test
    void withoutTheRecipeEachPhoneIsMeasuredAllTheSame() throws Exception {
        try (TwoPhones phones = TwoPhones.plugIn();
                HotelPage hotel = HotelPage.open(phones.page());
                NginxIngest ingest = NginxIngest.start(directory.resolve("ingest"), place(phones), true)) {
            phones.returnFilter(2);
            beside(phones, ingest, hotel, () -> withoutTheRecipe(phones, hotel));
        }
    }

    private void withoutTheRecipe(TwoPhones phones, HotelPage hotel) throws Exception {
        send("POST", "/api/order", Map.of("wanted", "live"));
        await("live", KernelLinksIT::onAir);
        await("both measured", seen -> measured(link(seen, "usb0")) && measured(link(seen, "usb1")));

        phones.underground(1, true);
        door = "http://" + phones.address(0) + ":8080";
        JsonNode waiting = await("no answer over the one that waits", seen -> silent(link(seen, "usb1")));
        assertThat(measured(link(waiting, "usb0"))).isTrue();
        assertThat(onAir(waiting)).isTrue();
        phones.underground(1, false);
        await("both again", seen -> measured(link(seen, "usb0")) && measured(link(seen, "usb1")));

        door = "http://" + phones.address(1) + ":8080";
        phones.underground(0, true);
        JsonNode carrying = await("no answer over the one that carries", seen -> silent(link(seen, "usb0")));
        assertThat(measured(link(carrying, "usb1"))).isTrue();
        phones.underground(0, false);
        await("both once more", seen -> measured(link(seen, "usb0")) && measured(link(seen, "usb1")));

        phones.signIn(1, true);
        door = "http://" + phones.address(0) + ":8080";
        await(
                "the sign-in page of the one that waits",
                seen -> link(seen, "usb1").path("captive").asBoolean(false));
        assertThat(hotel.askedFrom()).contains(phones.address(1));
        phones.signIn(1, false);
        await("let through", seen -> up(link(seen, "usb1")) && measured(link(seen, "usb1")));

        // answers over the other link would be thrown away: nothing is said of it, and nothing held against it
        phones.returnFilter(1);
        JsonNode strict = await(
                "one measured",
                seen -> measured(link(seen, "usb0")) && up(link(seen, "usb1")) && !measured(link(seen, "usb1")));
        assertThat(silent(link(strict, "usb1"))).isFalse();
    }

    private interface Errand {
        void run() throws Exception;
    }

    /** Does it beside both services, its page opened over the second phone; what fails is told with what they said. */
    private void beside(TwoPhones phones, NginxIngest ingest, HotelPage hotel, Errand errand) throws Exception {
        Service encoder = start(phones, "encoder-service", encoder(ingest));
        Service control = start(phones, "control-service", control(hotel));
        try {
            door = "http://" + phones.address(1) + ":8080";
            pair(control);
            put("/api/key", Map.of("key", "live_links_secret"));
            errand.run();
        } catch (ConditionTimeoutException | AssertionError e) {
            throw new AssertionError(
                    e.getMessage() + "\n" + situation() + "\n" + tail(control) + "\n" + tail(encoder), e);
        } finally {
            control.stop();
            encoder.stop();
        }
    }

    private Service start(TwoPhones phones, String module, Map<String, String> environment) {
        environment.put("RUCKSACK_HOME", directory.resolve(module).toString());
        return Service.start(phones.inside(), Product.jar(module), environment, directory.resolve(module + ".log"));
    }

    private static NginxIngest.Place place(TwoPhones phones) {
        return new NginxIngest.Place(phones.ingest(), "127.0.0.1", List.of());
    }

    /** The recipe of docs/links.md, as it is. */
    private Process failover(TwoPhones phones, NginxIngest ingest) throws IOException {
        List<String> command = new ArrayList<>(phones.inside());
        command.add(Product.root().resolve("host/rucksack-failover").toString());
        command.addAll(List.of(phones.ingest(), String.valueOf(ingest.port())));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("EVERY", "1");
        return builder.redirectErrorStream(true)
                .redirectOutput(directory.resolve("failover.log").toFile())
                .start();
    }

    private static Map<String, String> encoder(NginxIngest ingest) {
        return new HashMap<>(Map.of(
                "RUCKSACK_CAPTURE_SOURCE", "test",
                "RUCKSACK_CAPTURE_WIDTH", "320",
                "RUCKSACK_CAPTURE_HEIGHT", "180",
                "RUCKSACK_SOUND_SOURCE", "test",
                "RUCKSACK_ENCODER_NAME", "libx264",
                "RUCKSACK_ENCODER_VIDEOBITSPERSECOND", "500000",
                "RUCKSACK_DESTINATION_SERVICE", "custom",
                "RUCKSACK_DESTINATION_URL", ingest.url()));
    }

    private Map<String, String> control(HotelPage hotel) {
        return new HashMap<>(Map.of(
                "RUCKSACK_WEB_PAIRING_CODE",
                CODE,
                // a veth has no hardware behind it, so the phones are named
                "RUCKSACK_LINKS_INTERFACES",
                "usb*",
                "RUCKSACK_LINKS_PROBELIVE",
                "1s",
                "RUCKSACK_LINKS_PORTALPAGE",
                hotel.url(),
                "RUCKSACK_PANEL_PORT",
                directory.resolve("no-board").toString(),
                "RUCKSACK_SPEEDIFY_CLI",
                directory.resolve("no-speedify").toString()));
    }

    private void pair(Service control) {
        Awaitility.await("the door, see " + control.log())
                .atMost(Product.PATIENCE)
                .ignoreExceptions()
                .until(() -> send("POST", "/api/pair", Map.of("code", CODE)).statusCode() == 204);
        cookie = send("POST", "/api/pair", Map.of("code", CODE))
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow();
        Awaitility.await("the encoder")
                .atMost(Product.PATIENCE)
                .until(() -> situation().path("encoder").path("reachable").asBoolean());
    }

    private JsonNode await(String what, Predicate<JsonNode> condition) {
        return Awaitility.await(what)
                .atMost(Product.PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(this::situation, condition);
    }

    private JsonNode situation() {
        return JSON.readTree(send("GET", "/api/situation", null).body());
    }

    private static JsonNode link(JsonNode situation, String name) {
        for (JsonNode link : situation.path("links")) {
            if (link.path("name").asString().equals(name)) {
                return link;
            }
        }
        return situation.path("no such link");
    }

    private static boolean up(JsonNode link) {
        return link.path("up").asBoolean(false) && link.path("usable").asBoolean(false);
    }

    private static boolean carries(JsonNode link) {
        return link.path("carrying").asBoolean(false);
    }

    private static boolean measured(JsonNode link) {
        return link.path("latencySeconds").isNumber();
    }

    private static boolean silent(JsonNode link) {
        return link.path("reason").asString().equals("no answer");
    }

    private static boolean onAir(JsonNode situation) {
        return situation.path("state").asString().equals("live")
                && situation.path("encoder").path("report").path("onAir").asBoolean();
    }

    private static long frames(JsonNode situation) {
        return situation
                .path("encoder")
                .path("report")
                .path("frames")
                .path("acknowledged")
                .asLong();
    }

    private void put(String path, Map<String, String> body) {
        assertThat(send("PUT", path, body).statusCode()).as(path).isEqualTo(204);
    }

    private HttpResponse<String> send(String method, String path, Map<String, String> body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(door + path)).timeout(Duration.ofSeconds(10));
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie.substring(0, cookie.indexOf(';')));
        }
        request.header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofString(JSON.writeValueAsString(body)));
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void said(String what, long since) {
        System.out.printf("%s: %.1f s%n", what, (System.nanoTime() - since) / 1e9);
    }

    private static String tail(Service service) {
        String log = service.log();
        return log.substring(Math.max(0, log.length() - 4000));
    }
}
