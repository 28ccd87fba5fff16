package dev.rucksack.lab.speedify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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

/** The executable as any client of the real one would use it. */
class LabSpeedifyIT {

    @TempDir
    Path directory;

    private LabSpeedify speedify;
    private Program program;

    @BeforeEach
    void start() {
        speedify = LabSpeedify.start(directory);
        program = new Program(speedify.cli());
    }

    @AfterEach
    void stop() {
        speedify.close();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void itAnswersOnOneLineOrPretty() throws Exception {
        assertThat(program.call("-s", "state")).isEqualTo(new Program.Result(0, "{\"state\":\"CONNECTED\"}\n", ""));
        assertThat(program.call("state").out()).isEqualTo("{\n\t\"state\" : \"CONNECTED\"\n}\n\n");
        assertThat(program.call("-t", "-s", "state").out()).isEqualTo("[\"state\",{\"state\":\"CONNECTED\"}]\n");
        assertThat(program.call("-s", "version").out()).isEqualTo("{\"bug\":1,\"build\":12345,\"maj\":16,\"min\":4}\n");
        assertThat(program.call("dns", "192.0.2.53").out())
                .startsWith(
                        "{\n\t\"advancedIspStats\" : true,\n\t\"apiProtection\" : true,\n\t\"dnsAddresses\" :\n\t[\n"
                                + "\t\t\"192.0.2.53\"\n\t],\n");
        assertThat(program.call("dns", "").out()).contains("\"dnsAddresses\" : [],");
    }

    @Test
    void twoPhonesAreThere() throws Exception {
        JsonNode adapters = program.call("-s", "show", "adapters").json();
        assertThat(adapters.size()).isEqualTo(2);
        assertThat(adapters.get(0).get("adapterID").asString()).isEqualTo("usb0");
        assertThat(adapters.get(0).get("type").asString()).isEqualTo("Cellular");
        assertThat(adapters.get(0).get("workingPriority").asString()).isEqualTo("secondary");
        assertThat(adapters.get(1).get("adapterID").asString()).isEqualTo("enx0c5b8f000001");
    }

    @Test
    void exitCodesAreTheVendors() throws Exception {
        assertThat(program.call("overflow")).isEqualTo(new Program.Result(3, "", "Missing parameters\n"));
        assertThat(program.call("overflow", "bob")).isEqualTo(new Program.Result(2, "", "Invalid parameters\n"));
        for (String windows : List.of("killswitch", "dnsleak", "ipleak")) {
            assertThat(program.call("privacy", windows, "on").code()).isEqualTo(2);
        }
        assertThat(program.call("adapter", "priority", "nosuch", "always").code())
                .isEqualTo(2);
        assertThat(program.call().errors()).startsWith("speedify_cli v16.4.1.12345\n");
        assertThat(program.call("dance").code()).isEqualTo(4);

        program.call("disconnect");
        Program.Result unknown = program.call("connect", "xx");
        assertThat(unknown.code()).isEqualTo(1);
        assertThat(Program.JSON.readTree(unknown.errors()).get("errorCode").asInt())
                .isPositive();
        assertThat(program.call("-s", "connect", "xx").errors()).startsWith("{\"errorCode\":");
        assertThat(program.call("-s", "-t", "connect", "xx").errors()).startsWith("[\"error\",{\"errorCode\":");
        assertThat(program.call("-s", "state").out()).isEqualTo("{\"state\":\"LOGGED_IN\"}\n");
    }

    @Test
    void connectGoesToTheServerThatWasNamed() throws Exception {
        JsonNode server = program.call("-s", "connect", "us", "nyc", "11").json();
        assertThat(server.get("tag").asString()).isEqualTo("us-nyc-11");
        assertThat(server.get("publicIP").get(0).asString()).startsWith("203.0.113.");
        assertThat(program.call("-s", "show", "connectmethod").out())
                .isEqualTo("{\"city\":\"nyc\",\"connectMethod\":\"country\",\"country\":\"us\",\"num\":11}\n");
        assertThat(program.call("-s", "connect", "gb").json().get("country").asString())
                .isEqualTo("gb");
        program.call("disconnect");
        assertThat(program.call("-s", "disconnect").code()).isZero();
        assertThat(program.call("-s", "connect").json().get("country").asString())
                .isEqualTo("gb");
        JsonNode servers = program.call("-s", "show", "servers").json();
        assertThat(servers.get("public").size()).isGreaterThan(3);
        assertThat(servers.get("private").isArray()).isTrue();
    }

    @Test
    void aLoginConnectsByItselfAndALogoutForgets() throws Exception {
        assertThat(program.calling("-s logout").out()).isEqualTo("{\"state\":\"LOGGED_OUT\"}\n");
        assertThat(program.calling("-s connect").code()).isEqualTo(1);
        assertThat(program.calling("-s login person secret").out()).isEqualTo("{\"state\":\"LOGGED_IN\"}\n");
        await().until(() -> speedify.state().equals("CONNECTED"));
    }

    /** A setter answers with the whole object it belongs to; a test, a rule and a phone nearby with theirs. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            mode streaming                                   | /bondingMode                            | "streaming"
            transport tcp-multi                              | /transportMode                          | "tcp-multi"
            overflow 12.5                                    | /overflowThreshold                      | 12.5
            priorityoverflow 3                               | /priorityOverflowThreshold              | 3.0
            maxredundant 2                                   | /maxRedundant                           | 2
            targetconnections 3 4                            | /targetNumberOfConnections              | {"download":4,"upload":3}
            transportretry 7                                 | /maximumTransportRetry                  | 7
            connectretry 8                                   | /maximumConnectRetry                    | 8
            packetpool small                                 | /packetPoolSize                         | "small"
            packetaggr off                                   | /packetAggregation                      | false
            jumbo off                                        | /jumboPackets                           | false
            headercompression off                            | /headerCompression                      | false
            startupconnect off                               | /startupConnect                         | false
            route default off                                | /enableDefaultRoute                     | false
            encryption off                                   | /encrypted                              | false
            pep on                                           | /pep                                    | true
            ports 9001/tcp                                   | /forwardedPorts                         | [{"port":9001,"protocol":"tcp"}]
            subnets 192.168.77.0/24                          | /downstreamSubnets                      | [{"address":"192.168.77.0","prefixLength":24}]
            fixeddelay 50                                    | /fixedDelay                             | 50
            fixeddelay ports set 9000-9010/udp               | /trafficRules/0/conditions/0/value      | [{"port":9000,"portRangeEnd":9010,"proto":"udp"}]
            privacy apiProtection off                        | /apiProtection                          | false
            dns ''                                           | /dnsAddresses                           | []
            streaming domains set ingest.example.org         | /domains                                | ["ingest.example.org"]
            streaming ports set 1935/tcp 9000-9010/udp       | /ports/1                                | {"port":9000,"portRangeEnd":9010,"protocol":"udp"}
            streamingbypass ipv4 add 203.0.113.80            | /ipv4                                   | ["203.0.113.80"]
            streamingbypass service disable                  | /domainWatchlistEnabled                 | false
            streamingbypass service Nosuch on                | /services/20                            | {"enabled":true,"title":"Nosuch"}
            adapter priority usb0 backup                     | /0/workingPriority                      | "backup"
            adapter ratelimit usb0 1000000 unlimited         | /0/rateLimit                            | {"downloadBps":1000000,"uploadBps":0}
            adapter datalimit daily usb0 5000000000          | /0/dataUsage/usageDailyLimit            | 5000000000
            adapter datalimit dailyboost usb0 1000           | /0/dataUsage/usageDailyBoost            | 1000
            adapter datalimit monthly usb0 50000000000 1     | /0/dataUsage/usageMonthlyLimit          | 50000000000
            adapter datalimit monthly usb0 unlimited 31      | /0/dataUsage/usageMonthlyResetDay       | 31
            adapter overlimitratelimit usb0 1000000          | /0/dataUsage/overlimitRatelimit         | 1000000
            adapter resetusage usb0                          | /0/dataUsage/usageMonthly               | 0
            adapter directionalmode usb0 on backup_off       | /0/directionalSettings                  | {"download":"backup_off","upload":"on"}
            adapter encryption usb0 off                      | /perConnectionEncryptionSettings        | [{"adapterID":"usb0","encrypted":false}]
            adapter expose-dscp usb0 on                      | /perConnectionExposeDscpSettings/0/adapterID | "usb0"
            connectmethod us nyc 11                          | /num                                    | 11
            captiveportal login on usb0                      | /adapterID                              | "usb0"
            captiveportal check                              |                                         | []
            speedtest                                        | /0/type                                 | "speed"
            streamtest usb0                                  | /0/numConnections                       | 1
            log daemon 1000 2 3 warn                         | /daemon/logLevel                        | 2
            directory                                        | /domain                                 | ""
            activationcode                                   | /activationCode                         | "LAB123"
            networksharing set client on                     | /clientEnabled                          | true
            networksharing availableshares                   | /0/peerAsHost/peerStatus                | "authenticated"
            networksharing connect LAB42                     | /role                                   | "host"
            networksharing startdiscovery                    | /discoveryActive                        | true
            show disconnect                                  | /disconnectReason                       | ""
            show dscp                                        | /dscpQueues/0/dscp                      | 46
            show user                                        | /bytesAvailable                         | -1
            show speedtest                                   |                                         | []
            show logsettings                                 | /daemon/totalFiles                      | 9
            """)
    void everyCommandAnswersWithItsObject(String command, String where, String expected) throws Exception {
        Program.Result result = program.calling("-s " + command);
        assertThat(result.errors()).isEmpty();
        assertThat(result.json().at(where == null ? "" : where).toString()).isEqualTo(expected);
    }

    @Test
    void theFeedTellsStateLinksAndTheirHealthAndEndsByItself() throws Exception {
        speedify.load(4_000_000);
        List<JsonNode> events = program.call("-s", "stats", "2").events();
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
    void theFeedHasThePeriodsThatWereAskedFor() throws Exception {
        assertThat(program.calling("-s stats 1 week total 12").out()).contains("[\"session_stats\",{\"12\":{");
        assertThat(program.calling("stats current day week month total 12").code())
                .isEqualTo(2);
        assertThat(program.calling("stats soon").code()).isEqualTo(2);
    }

    @Test
    void aRunningFeedSeesWhatAnotherCallChangesAndADroppedLink() throws Exception {
        try (Program.Listening feed = program.listen("stats")) {
            feed.awaitText("\"connection_stats\"");
            assertThat(feed.has("\"workingPriority\" : \"backup\"")).isFalse();
            program.call("adapter", "priority", "usb0", "backup");
            feed.awaitText("\"workingPriority\" : \"backup\"");
            speedify.linkUp("usb0", false);
            feed.awaitText("\"state\" : \"disconnected\"");
            feed.awaitText("\"connected\" : false");
            speedify.plug(LinkSpec.sharedPhone("friend", 5_000_000, 60));
            feed.awaitText("\"connectionID\" : \"friend%share\"");
            program.call("disconnect");
            feed.awaitText("\"state\" : \"LOGGED_IN\"");
        }
    }

    @Test
    void anUnpluggedLinkIsShownOnceAsGoneAndThenNoMore() throws Exception {
        speedify.tickMillis(50);
        try (Program.Listening feed = program.listen("-s", "stats")) {
            feed.awaitText("\"connectionID\":\"usb0%");
            speedify.unplug("usb0");
            await().until(() -> shown(feed, "usb0").isMissingNode());
            assertThat(feed.all("connection_stats"))
                    .map(stats -> row(stats, "usb0").path("connected").asString("gone"))
                    .startsWith("true")
                    .containsSubsequence("true", "false", "gone")
                    .containsOnlyOnce("false");
        }
    }

    @Test
    void aTransportCountsFromTheNextConnect() throws Exception {
        speedify.tickMillis(50);
        try (Program.Listening feed = program.listen("-s", "stats")) {
            await().until(() ->
                    shown(feed, "usb0").path("protocol").asString("").equals("udp"));
            program.calling("transport tcp");
            feed.clear();
            assertThat(shown(feed, "usb0").path("protocol").asString()).isEqualTo("udp");
            program.call("connect");
            await().until(() ->
                    shown(feed, "usb0").path("protocol").asString("").equals("tcp"));
        }
    }

    private static JsonNode shown(Program.Listening feed, String id) {
        return row(feed.awaitLast("connection_stats"), id);
    }

    private static JsonNode row(JsonNode stats, String id) {
        for (JsonNode row : stats.get("connections")) {
            if (row.get("adapterID").asString().equals(id)) {
                return row;
            }
        }
        return Program.JSON.missingNode();
    }

    /** Each mode spreads as it is meant to; 7 Mb/s over phones of 12 and 8, and a third one. */
    @Test
    void loadIsSpreadByModeAndPriority() throws Exception {
        speedify.tickMillis(50);
        speedify.plug(LinkSpec.phone("usb2", "", 20_000_000, 90));
        speedify.load(7_000_000);
        program.calling("adapter priority usb2 backup");
        try (Program.Listening feed = program.listen("-s", "stats")) {
            program.calling("mode speed");
            awaitRates(feed, rates -> rates[0] > 3e6 && rates[1] > 2e6 && rates[0] + rates[1] < 8e6 && rates[2] == 0);
            program.calling("mode redundant");
            awaitRates(feed, rates -> rates[0] > 6e6 && rates[1] > 6e6 && rates[2] == 0);
            program.calling("adapter priority usb2 always");
            program.calling("maxredundant 1");
            awaitRates(feed, rates -> rates[0] > 6e6 && rates[1] == 0 && rates[2] == 0);
            program.calling("mode streaming");
            program.calling("adapter priority usb0 never");
            awaitRates(feed, rates -> rates[0] == 0 && rates[2] > 6e6);
            program.calling("adapter directionalmode usb2 strict_off on");
            awaitRates(feed, rates -> rates[1] > 6e6 && rates[2] == 0);
        }
    }

    private interface Rates {
        boolean are(double[] rates);
    }

    private static void awaitRates(Program.Listening feed, Rates expected) {
        List<String> ids = List.of("usb0", "enx0c5b8f000001", "usb2");
        await().atMost(20, TimeUnit.SECONDS).until(() -> {
            double[] rates = new double[3];
            for (JsonNode row : feed.awaitLast("connection_stats").get("connections")) {
                int at = ids.indexOf(row.get("adapterID").asString());
                if (at >= 0) {
                    rates[at] = row.get("sendBps").asDouble();
                }
            }
            return expected.are(rates);
        });
    }

    static JsonNode last(List<JsonNode> events, String name) {
        return events.stream()
                .filter(event -> event.get(0).asString().equals(name))
                .reduce((first, second) -> second)
                .orElseThrow()
                .get(1);
    }
}
