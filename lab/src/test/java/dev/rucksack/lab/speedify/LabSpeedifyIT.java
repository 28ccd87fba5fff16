package dev.rucksack.lab.speedify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The executable as any client of the real one would use it. */
class LabSpeedifyIT {

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path directory;

    private LabSpeedify speedify;

    record Result(int code, String out, String errors) {
        JsonNode json() {
            return JSON.readTree(out);
        }
    }

    @BeforeEach
    void start() {
        speedify = LabSpeedify.start(directory);
    }

    @AfterEach
    void stop() {
        speedify.close();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void itAnswersOnOneLineOrPretty() throws Exception {
        assertThat(call("-s", "state")).isEqualTo(new Result(0, "{\"state\":\"CONNECTED\"}\n", ""));
        assertThat(call("state").out()).isEqualTo("{\n\t\"state\" : \"CONNECTED\"\n}\n\n");
        assertThat(call("-t", "-s", "state").out()).isEqualTo("[\"state\",{\"state\":\"CONNECTED\"}]\n");
        assertThat(call("-s", "version").out()).isEqualTo("{\"bug\":1,\"build\":12345,\"maj\":16,\"min\":4}\n");
        assertThat(call("dns", "192.0.2.53").out())
                .startsWith(
                        "{\n\t\"advancedIspStats\" : true,\n\t\"apiProtection\" : true,\n\t\"dnsAddresses\" :\n\t[\n"
                                + "\t\t\"192.0.2.53\"\n\t],\n");
        assertThat(call("dns", "").out()).contains("\"dnsAddresses\" : [],");
    }

    @Test
    void twoPhonesAreThere() throws Exception {
        JsonNode adapters = call("-s", "show", "adapters").json();
        assertThat(adapters.size()).isEqualTo(2);
        assertThat(adapters.get(0).get("adapterID").asString()).isEqualTo("usb0");
        assertThat(adapters.get(0).get("type").asString()).isEqualTo("Cellular");
        assertThat(adapters.get(0).get("workingPriority").asString()).isEqualTo("secondary");
        assertThat(adapters.get(1).get("adapterID").asString()).isEqualTo("enx0c5b8f000001");
    }

    @Test
    void exitCodesAreTheVendors() throws Exception {
        assertThat(call("overflow")).isEqualTo(new Result(3, "", "Missing parameters\n"));
        assertThat(call("overflow", "bob")).isEqualTo(new Result(2, "", "Invalid parameters\n"));
        assertThat(call("privacy", "killswitch", "on").code()).isEqualTo(2);
        assertThat(call("adapter", "priority", "nosuch", "always").code()).isEqualTo(2);
        assertThat(call().errors()).startsWith("speedify_cli v16.4.1.12345\n");
        assertThat(call("dance").code()).isEqualTo(4);

        call("disconnect");
        Result unknown = call("connect", "xx");
        assertThat(unknown.code()).isEqualTo(1);
        assertThat(JSON.readTree(unknown.errors()).get("errorCode").asInt()).isPositive();
        assertThat(call("-s", "state").out()).isEqualTo("{\"state\":\"LOGGED_IN\"}\n");
    }

    @Test
    void connectGoesToTheServerThatWasNamed() throws Exception {
        JsonNode server = call("-s", "connect", "us", "nyc", "11").json();
        assertThat(server.get("tag").asString()).isEqualTo("us-nyc-11");
        assertThat(server.get("publicIP").get(0).asString()).startsWith("203.0.113.");
        assertThat(call("-s", "show", "connectmethod").out())
                .isEqualTo("{\"city\":\"nyc\",\"connectMethod\":\"country\",\"country\":\"us\",\"num\":11}\n");
        assertThat(call("-s", "connect", "gb").json().get("country").asString()).isEqualTo("gb");
        call("disconnect");
        assertThat(call("-s", "disconnect").code()).isZero();
        assertThat(call("-s", "connect").json().get("country").asString()).isEqualTo("gb");
        JsonNode servers = call("-s", "show", "servers").json();
        assertThat(servers.get("public").size()).isGreaterThan(3);
        assertThat(servers.get("private").isArray()).isTrue();
    }

    @Test
    void settersAnswerWithTheWholeObject() throws Exception {
        assertThat(call("-s", "mode", "streaming").json().get("bondingMode").asString())
                .isEqualTo("streaming");
        JsonNode adapter =
                call("-s", "adapter", "priority", "usb0", "always").json().get(0);
        assertThat(adapter.get("priority").asString()).isEqualTo("always");
        adapter = call("-s", "adapter", "datalimit", "monthly", "usb0", "50000000000", "1")
                .json()
                .get(0);
        assertThat(adapter.get("dataUsage").get("usageMonthlyLimit").asLong()).isEqualTo(50_000_000_000L);
        adapter = call("-s", "adapter", "ratelimit", "usb0", "1000000", "unlimited")
                .json()
                .get(0);
        assertThat(adapter.get("rateLimit").toString()).isEqualTo("{\"downloadBps\":1000000,\"uploadBps\":0}");
        JsonNode rules = call("-s", "streaming", "ports", "set", "1935/tcp", "9000-9010/udp")
                .json();
        assertThat(rules.get("ports").toString())
                .isEqualTo(
                        "[{\"port\":1935,\"protocol\":\"tcp\"},{\"port\":9000,\"portRangeEnd\":9010,\"protocol\":\"udp\"}]");
    }

    @Test
    void theFeedTellsStateLinksAndTheirHealthAndEndsByItself() throws Exception {
        speedify.load(4_000_000);
        List<JsonNode> events = events(call("-s", "stats", "2").out());
        assertThat(events)
                .extracting(event -> event.get(0).asString())
                .startsWith("state", "adapters", "connection_stats", "session_stats", "streaming_stats")
                .filteredOn("connection_stats"::equals)
                .hasSizeGreaterThanOrEqualTo(2);
        JsonNode rows = last(events, "connection_stats").get("connections");
        assertThat(rows.size()).isEqualTo(3);
        double sum = rows.get(0).get("sendBps").asDouble()
                + rows.get(1).get("sendBps").asDouble();
        assertThat(sum).isBetween(3_600_000.0, 4_400_000.0);
        assertThat(rows.get(2).get("adapterID").asString()).isEqualTo("speedify");
        assertThat(rows.get(0).get("latencyMs").asDouble()).isBetween(20.0, 100.0);
        assertThat(last(events, "session_stats").get("current").get("bytesSent").asLong())
                .isPositive();
    }

    @Test
    void aRunningFeedSeesWhatAnotherCallChangesAndADroppedLink() throws Exception {
        Process feed = start("stats");
        StringBuilder text = new StringBuilder();
        CompletableFuture<Void> reader = CompletableFuture.runAsync(() -> drain(feed, text));
        await().until(() -> has(text, "\"connection_stats\""));
        assertThat(has(text, "\"workingPriority\" : \"backup\"")).isFalse();

        call("adapter", "priority", "usb0", "backup");
        await().until(() -> has(text, "\"workingPriority\" : \"backup\""));
        speedify.linkUp("usb0", false);
        await().until(() -> has(text, "\"state\" : \"disconnected\"") && has(text, "\"connected\" : false"));
        call("disconnect");
        await().until(() -> has(text, "\"state\" : \"LOGGED_IN\""));

        feed.destroy();
        assertThat(feed.waitFor(10, TimeUnit.SECONDS)).isTrue();
        reader.get(10, TimeUnit.SECONDS);
    }

    @Test
    void aDaemonThatIsDownRefusesCallsAndEndsFeeds() throws Exception {
        Process feed = start("-s", "stats");
        StringBuilder text = new StringBuilder();
        CompletableFuture.runAsync(() -> drain(feed, text));
        await().until(() -> has(text, "connection_stats"));
        speedify.daemonDown(true);
        assertThat(feed.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(feed.exitValue()).isEqualTo(1);
        assertThat(call("-s", "state")).isEqualTo(new Result(1, "", "Could not connect to Speedify\n"));
        speedify.daemonDown(false);
        assertThat(call("-s", "state").code()).isZero();
    }

    @Test
    void aDaemonThatHangsKeepsCallsWaitingUntilTheyAreKilled() throws Exception {
        speedify.daemonHung(true);
        Process call = start("-s", "state");
        await().until(() -> speedify.calls() == 1);
        assertThat(call.isAlive()).isTrue();
        assertThat(call.descendants()).as("one process, as the real one").isEmpty();
        speedify.daemonHung(false);
        assertThat(call.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(call.exitValue()).isZero();
    }

    @Test
    void otherFaults() throws Exception {
        speedify.state("LOGGED_OUT");
        assertThat(call("-s", "state").out()).contains("LOGGED_OUT");
        assertThat(call("connect").code()).isEqualTo(1);
        speedify.portal("usb0", true);
        assertThat(call("-s", "captiveportal", "check").out()).isEqualTo("[\"usb0\"]\n");
        speedify.timeoutEvery(1);
        assertThat(JSON.readTree(call("state").errors()).get("errorCode").asInt())
                .isEqualTo(3841);
        speedify.installed(false);
        assertThat(speedify.cli()).doesNotExist();
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(speedify.cli().toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start();
    }

    private Result call(String... arguments) throws Exception {
        Process process = start(arguments);
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), out, errors);
    }

    private static List<JsonNode> events(String text) {
        return text.lines()
                .filter(line -> !line.isEmpty())
                .map(line -> JSON.readTree(line))
                .toList();
    }

    private static JsonNode last(List<JsonNode> events, String name) {
        return events.stream()
                .filter(event -> event.get(0).asString().equals(name))
                .reduce((first, second) -> second)
                .orElseThrow()
                .get(1);
    }

    private static void drain(Process process, StringBuilder text) {
        byte[] buffer = new byte[4096];
        try (var in = process.getInputStream()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                synchronized (text) {
                    text.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
                }
            }
        } catch (IOException e) {
            // Destroyed: its pipe is closed
        }
    }

    private static boolean has(StringBuilder text, String part) {
        synchronized (text) {
            return text.indexOf(part) >= 0;
        }
    }
}
