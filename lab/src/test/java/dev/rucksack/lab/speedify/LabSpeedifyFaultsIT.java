package dev.rucksack.lab.speedify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What may be wrong with it, as the contract's section 14.3 lists it, and older versions. */
class LabSpeedifyFaultsIT {

    @TempDir
    Path directory;

    private LabSpeedify speedify;
    private Program program;
    private Program.Listening street;

    @BeforeEach
    void start() {
        speedify = LabSpeedify.start(directory);
        speedify.tickMillis(50);
        program = new Program(speedify.cli());
    }

    @AfterEach
    void stop() {
        if (street != null) {
            street.close();
        }
        speedify.close();
    }

    @Test
    void aDaemonThatIsDownRefusesCallsAndEndsFeeds() throws Exception {
        try (Program.Listening feed = program.listen("-s", "stats")) {
            feed.awaitText("connection_stats");
            speedify.daemonDown(true);
            assertThat(feed.awaitEnd()).isEqualTo(1);
        }
        assertThat(program.call("-s", "state")).isEqualTo(new Program.Result(1, "", "Could not connect to Speedify\n"));
        speedify.downAnswer("Nobody is here", 100);
        assertThat(program.call("-s", "state")).isEqualTo(new Program.Result(1, "", "Nobody is here\n"));
        speedify.daemonDown(false);
        assertThat(program.call("-s", "state").code()).isZero();
    }

    @Test
    void aDaemonThatHangsKeepsCallsWaitingAndFeedsSilent() throws Exception {
        try (Program.Listening feed = program.listen("-s", "stats")) {
            feed.awaitText("connection_stats");
            speedify.daemonHung(true);
            long before = speedify.calls();
            Process call = program.start("-s", "state");
            await().until(() -> speedify.calls() == before + 1);
            assertThat(call.isAlive()).isTrue();
            assertThat(call.descendants()).as("one process, as the real one").isEmpty();
            assertThat(feed.isAlive()).isTrue();
            speedify.daemonHung(false);
            assertThat(call.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(call.exitValue()).isZero();
            feed.clear();
            feed.awaitText("connection_stats");
        }
    }

    @Test
    void aRestartEndsFeedsOrLeavesThemSilentForEver() throws Exception {
        try (Program.Listening feed = program.listen("-s", "stats")) {
            feed.awaitText("connection_stats");
            speedify.restartDaemon(FeedFate.ENDS, 0);
            assertThat(feed.awaitEnd()).isEqualTo(1);
        }
        await().until(() -> speedify.state().equals("CONNECTED"));
        try (Program.Listening feed = program.listen("-s", "stats");
                Program.Listening watching = program.listen("-s", "stats")) {
            feed.awaitText("connection_stats");
            watching.awaitText("connection_stats");
            speedify.restartDaemon(FeedFate.FALLS_SILENT, 0);
            try (Program.Listening fresh = awaitFeed()) {
                feed.clear();
                fresh.awaitText("CONNECTED");
                fresh.awaitText("connection_stats");
                assertThat(feed.isAlive()).isTrue();
                assertThat(feed.has("connection_stats")).isFalse();
            }
        }
    }

    private Program.Listening awaitFeed() throws Exception {
        await().until(() -> program.call("state").code() == 0);
        return program.listen("-s", "stats");
    }

    @Test
    void aDaemonThatAnswersInTimeNoMoreSaysSoInCallsAndFeed() throws Exception {
        speedify.timeoutEvery(2);
        List<Integer> codes =
                List.of(program.call("state").code(), program.call("state").code());
        assertThat(codes).containsExactlyInAnyOrder(0, 1);
        speedify.timeoutEvery(0);
        try (Program.Listening feed = program.listen("-s", "stats")) {
            feed.awaitText("connection_stats");
            speedify.timeoutEvery(1);
            feed.awaitText("[\"error\",{\"errorCode\":3841,");
        }
        speedify.errorsOnStdout(true);
        Program.Result result = program.call("-s", "state");
        assertThat(result.errors()).isEmpty();
        assertThat(result.json().get("errorCode").asInt()).isEqualTo(3841);
        speedify.version("9");
        speedify.errorsOnStdout(false);
        assertThat(program.call("-s", "state").errors())
                .as("plain text of old")
                .isEqualTo("Timeout waiting for result\n");
    }

    @Test
    void linksFareAsTheStreetAllows() throws Exception {
        street = program.listen("-s", "stats");
        speedify.load(4_000_000);
        speedify.congested("usb0", true);
        speedify.street("enx0c5b8f000001", 8_000_000, 500, 90, 0.2);
        await().until(() -> row("usb0").path("congested").asBoolean()
                && row("usb0").path("uploadCongested").asBoolean());
        assertThat(row("usb0").get("latencyMs").asInt()).isGreaterThan(300);
        assertThat(row("enx0c5b8f000001").get("lossSend").asDouble()).isGreaterThanOrEqualTo(0.2);
        assertThat(row("enx0c5b8f000001").get("poorConnection").asBoolean()).isTrue();

        speedify.portal("usb0", true);
        assertThat(program.call("-s", "captiveportal", "check").out()).isEqualTo("[\"usb0\"]\n");
        await().until(() -> row("usb0").isMissingNode());
        speedify.portal("usb0", false);
        speedify.used("usb0", 1000, 1000);
        speedify.cap("usb0", 1000, 0, 0);
        await().until(() -> row("usb0").isMissingNode());
        speedify.cap("usb0", 1000, 0, 500_000);
        await().until(() -> row("usb0").path("sendBps").asDouble() <= 600_000
                && row("usb0").path("slowConnection").asBoolean());
        speedify.flap("enx0c5b8f000001", 50);
        await().until(() -> row("enx0c5b8f000001").isMissingNode());
        await().until(() -> !row("enx0c5b8f000001").isMissingNode());
    }

    @Test
    void rowsMayBeDoubledAndRatesInBytes() throws Exception {
        street = program.listen("-s", "stats");
        speedify.load(8_000_000);
        speedify.ratesInBytes(true);
        speedify.doubledRows(true);
        await().until(() -> row("speedify").path("sendBps").asDouble() == 1_000_000);
        assertThat(street.awaitLast("connection_stats").toString()).contains("usb0%proxy", "usb0%10.0.0.0/24");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CRLF           | ]\\r\\n
            GARBAGE        | Error: 7
            LARGE          | xxxxxxxx
            UNKNOWN_EVENT  | speed_stats
            INT_FOR_FLOAT  | "lossReceive":0,
            BARE_OBJECTS   | {"state":"CONNECTED"}
            """)
    void theFeedMayBeDamaged(Damage damage, String mark) throws Exception {
        speedify.linkUp("usb0", false);
        try (Program.Listening feed = program.listen("-s", "stats")) {
            speedify.damage(damage);
            speedify.linkUp("usb0", true);
            speedify.state("CONNECTING");
            speedify.state("CONNECTED");
            speedify.linkUp("usb0", false);
            feed.awaitText(mark.replace("\\r\\n", "\r\n"));
            speedify.damage();
            feed.clear();
            feed.awaitText("connection_stats");
        }
    }

    @Test
    void fieldsMayBeMissingAndPiecesCut() throws Exception {
        speedify.damage(Damage.MISSING_FIELDS, Damage.SPLIT);
        List<JsonNode> events = program.calling("-s stats 1").events();
        assertThat(events)
                .anyMatch(event -> event.get(1)
                        .path("connections")
                        .path(0)
                        .path("latencyMs")
                        .isMissingNode())
                .allMatch(event -> event.size() == 2);
    }

    @ParameterizedTest
    @CsvSource({
        "9, false, false, false, false, false, false",
        "11, false, false, true, false, false, false",
        "12, true, false, true, false, false, false",
        "14, true, true, true, false, false, false",
        "15.2, true, true, true, false, false, false",
        "15.7, true, true, true, true, true, false",
        "16, true, true, true, true, true, true",
        "17, true, true, true, true, true, true"
    })
    void everyVersionHasItsFields(
            String version,
            boolean quality,
            boolean directions,
            boolean periods,
            boolean twoLimits,
            boolean congestion,
            boolean judgement)
            throws Exception {
        speedify.version(version);
        JsonNode adapter = program.calling("-s show adapters").json().get(0);
        assertThat(adapter.has("directionalSettings")).isEqualTo(directions);
        assertThat(adapter.get("rateLimit").isObject()).isEqualTo(twoLimits);
        assertThat(program.calling("-s show currentserver").json().has("dataCenter"))
                .isEqualTo(quality);
        assertThat(program.calling("-s show settings").json().has("pep")).isEqualTo(judgement);
        assertThat(program.calling("pep on").code()).isEqualTo(judgement ? 0 : 4);
        assertThat(program.calling("esni off").code()).isEqualTo(directions ? 4 : 0);
        assertThat(program.calling("adapter priority usb0 automatic").code()).isEqualTo(quality ? 0 : 2);
        JsonNode row;
        JsonNode session;
        try (Program.Listening feed = program.listen("-s", "stats")) {
            row = feed.awaitLast("connection_stats").get("connections").get(0);
            session = feed.awaitLast("session_stats");
        }
        assertThat(row.has("mos")).isEqualTo(quality);
        assertThat(row.has("congested")).isEqualTo(congestion);
        assertThat(row.has("slowConnection")).isEqualTo(judgement);
        assertThat(session.has("current")).isEqualTo(periods);
        String pretty =
                program.call("state").out() + program.call("-t", "state").out();
        assertThat(pretty.startsWith("{\n\t\"state\":\t")).isEqualTo(!directions);
        assertThat(pretty.contains("[\n\t\"state\",\n")).isEqualTo(congestion);
        assertThat(pretty.contains("[\"state\",\n{")).isEqualTo(directions && !congestion);
    }

    @Test
    void itIsPlayedByLines() throws Exception {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        String lines = """
                version 17
                damage split crlf
                damage
                plug usb5 5000000 40
                link usb5 gone
                street usb0 1000000 80 9 0.01
                restart silent 0
                link usb0 sideways
                """;
        SpeedifyOrders.run(
                directory.resolve("played"),
                new BufferedReader(new StringReader(lines)),
                new PrintStream(said, true, StandardCharsets.UTF_8));
        assertThat(said.toString(StandardCharsets.UTF_8).lines())
                .startsWith(directory.resolve("played/speedify_cli").toString(), "version 17: done")
                .contains(
                        "restart silent 0: done",
                        "link usb0 sideways: "
                                + SpeedifyOrders.USAGE.lines().findFirst().orElseThrow());
    }

    private JsonNode row(String id) {
        for (JsonNode row : street.awaitLast("connection_stats").get("connections")) {
            if (row.get("adapterID").asString().equals(id)
                    && row.get("connected").asBoolean()
                    && !row.get("connectionID").asString().endsWith("%proxy")) {
                return row;
            }
        }
        return Program.JSON.missingNode();
    }
}
