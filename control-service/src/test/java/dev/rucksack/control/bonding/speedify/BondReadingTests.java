package dev.rucksack.control.bonding.speedify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rucksack.control.bonding.DataCap;
import dev.rucksack.control.bonding.Link;
import dev.rucksack.control.bonding.LinkHealth;
import dev.rucksack.control.bonding.RateFinding;
import dev.rucksack.control.bonding.StreamHealth;
import dev.rucksack.control.bonding.Transport;
import dev.rucksack.control.bonding.Tunnel;
import dev.rucksack.control.bonding.TunnelHealth;
import dev.rucksack.control.bonding.TunnelState;
import dev.rucksack.control.bonding.kernel.Interfaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class BondReadingTests {

    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static final String ADAPTERS = """
            [{"adapterID":"usb0","name":"usb0","state":"connected","type":"Cellular","workingPriority":"always",
              "dataUsage":{"usageDaily":734003200,"usageDailyLimit":5000000000,"usageDailyBoost":1000000000,
              "usageMonthly":21474836480,"usageMonthlyLimit":0}},
             {"adapterID":"wlan0","name":"wlan0","state":"disconnected","type":"Wi-Fi","workingPriority":"backup"}]""";

    @TempDir
    Path interfaces;

    private final List<String> events = new ArrayList<>();
    private long nanos;
    private BondReading reading;

    @BeforeEach
    void start() {
        reading = reading(RateUnit.BITS);
    }

    @ParameterizedTest
    @CsvSource({
        "CONNECTED, CONNECTED",
        "AUTO_CONNECTING, CONNECTING",
        "CONNECTING, CONNECTING",
        "LOGGED_OUT, LOGGED_OUT",
        "LOGGING_IN, LOGGING_IN",
        "LOGGED_IN, LOGGED_IN",
        "DISCONNECTING, DISCONNECTING",
        "OVERLIMIT, OVERLIMIT",
        "UNKNOWN, UNKNOWN",
        "NOT_INSTALLED, UNKNOWN",
        "SOMETHING_NEW, UNKNOWN"
    })
    void knowsTheStates(String word, TunnelState state) {
        event("[\"state\",{\"state\":\"" + word + "\"}]");
        assertThat(tunnel().state()).isEqualTo(state);
        assertThat(tunnel().sentence() == null).isEqualTo(state == TunnelState.CONNECTED);
    }

    @Test
    void readsALinkFromAdapterRowAndKernel() throws IOException {
        Path statistics = Files.createDirectories(interfaces.resolve("usb0/statistics"));
        Files.writeString(statistics.resolve("tx_bytes"), "123456\n");
        Files.writeString(statistics.resolve("rx_bytes"), "789\n");
        connected();
        row("""
                {"adapterID":"usb0","connected":true,"connectionID":"usb0%192.168.42.0/24","inFlight":24310,
                 "jitterMs":7,"latencyMs":46.0,"localIp":"198.51.100.23","lossReceive":0.0,"lossSend":"0.004",
                 "mos":4.31,"receiveBps":412000.0,"sendBps":4350000,"sendEstimateMbps":12,"sleeping":0,
                 "uploadCongested":false}""");
        Link link = tunnel().links().get(0);
        assertThat(link.name()).isEqualTo("Vodafone");
        assertThat(link.up()).isTrue();
        assertThat(link.carrying()).isTrue();
        assertThat(link.health())
                .isEqualTo(new LinkHealth(0.046, 0.007, 0.004, 0.0, 4.35e6, 412e3, 24310.0, 4.31, false, 12e6));
        assertThat(link.caps())
                .containsExactly(
                        new DataCap(DataCap.Period.DAY, 734003200, 6000000000L),
                        new DataCap(DataCap.Period.MONTH, 21474836480L, null));
        assertThat(link.sentBytes()).isEqualTo(123456);
        assertThat(link.receivedBytes()).isEqualTo(789);
        Link wifi = tunnel().links().get(1);
        assertThat(wifi.up()).isFalse();
        assertThat(wifi.health()).isEqualTo(LinkHealth.UNKNOWN);
        assertThat(wifi.caps()).isEmpty();
    }

    @Test
    void notMeasuredIsUnknownAndNotZero() {
        connected();
        row("{\"adapterID\":\"usb0\",\"connected\":true,\"latencyMs\":0,\"jitterMs\":-1,\"mos\":0,\"lossSend\":null}");
        assertThat(tunnel().links().get(0).health()).isEqualTo(LinkHealth.UNKNOWN);
    }

    @Test
    void aRateInBytesIsTakenTimesEight() {
        reading = reading(RateUnit.BYTES);
        connected();
        row("{\"adapterID\":\"usb0\",\"connected\":true,\"sendBps\":1000}");
        assertThat(tunnel().links().get(0).health().sendBitsPerSecond()).isEqualTo(8000);
        assertThat(health().rates()).isEqualTo(new RateFinding(RateFinding.Unit.BYTES, RateFinding.Ground.SET));
    }

    @Test
    void whatARateCountsIsFoundOutByTheInterfacesCounters() throws IOException {
        reading = reading(RateUnit.AUTO);
        connected();
        Path statistics = Files.createDirectories(interfaces.resolve("usb0/statistics"));
        Files.writeString(statistics.resolve("rx_bytes"), "0\n");
        for (int second = 0; second <= 10; second++) {
            nanos = second * 1_000_000_000L;
            Files.writeString(statistics.resolve("tx_bytes"), second * 500_000 + "\n");
            row("{\"adapterID\":\"usb0\",\"connected\":true,\"sendBps\":500000,\"receiveBps\":0}");
            assertThat(tunnel().links().get(0).health().sendBitsPerSecond())
                    .isEqualTo(second < 10 ? 500_000 : 4_000_000);
            assertThat(health().rates())
                    .isEqualTo(
                            second < 10
                                    ? new RateFinding(RateFinding.Unit.BITS, RateFinding.Ground.ASSUMED)
                                    : new RateFinding(RateFinding.Unit.BYTES, RateFinding.Ground.MEASURED));
        }
    }

    @Test
    void ofSeveralRowsTheWakingOneCountsAndTheSumAndProxiesDoNot() {
        connected();
        row("""
                {"adapterID":"usb0","connected":true,"sleeping":false,"latencyMs":40},
                {"adapterID":"usb0","connected":false,"latencyMs":900},
                {"adapterID":"usb0","connected":true,"sleeping":true,"latencyMs":800},
                {"adapterID":"usb0","connectionID":"usb0%proxy","connected":true,"latencyMs":700},
                {"adapterID":"speedify","connectionID":"speedify","connected":true,"latencyMs":600}""");
        assertThat(tunnel().links()).extracting(Link::id).containsExactly("usb0", "wlan0");
        assertThat(tunnel().links().get(0).health().latencySeconds()).isEqualTo(0.04);
    }

    @Test
    void aSleepingLinkIsUpAndDoesNotCarry() {
        connected();
        row("{\"adapterID\":\"usb0\",\"connected\":true,\"sleeping\":true,\"latencyMs\":800,\"lossSend\":0.5}");
        Link link = tunnel().links().get(0);
        assertThat(link.up()).isTrue();
        assertThat(link.carrying()).isFalse();
        assertThat(link.health().lossSend()).isNull();
    }

    @Test
    void tenSilentSecondsWithdrawTheLinksButNotTheState() {
        connected();
        nanos = BondReading.STALE_NANOS - 1;
        assertThat(tunnel().links()).hasSize(2);
        nanos = BondReading.STALE_NANOS;
        assertThat(tunnel().links()).isEmpty();
        assertThat(tunnel().state()).isEqualTo(TunnelState.CONNECTED);
        assertThat(tunnel().lastEventAt()).isEqualTo(NOW);
    }

    @Test
    void answersDoNotHideAFeedThatHasFallenSilent() {
        reading.listening();
        connected();
        nanos = BondReading.STALE_NANOS;
        reading.state(JsonMapper.shared().readTree("{\"state\":\"CONNECTED\"}"));
        reading.adapters(JsonMapper.shared().readTree(ADAPTERS));
        assertThat(tunnel().fresh()).isFalse();
        assertThat(reading.silenceNanos()).isEqualTo(BondReading.STALE_NANOS);
        reading.notListening();
        reading.state(JsonMapper.shared().readTree("{\"state\":\"LOGGED_IN\"}"));
        assertThat(tunnel().links())
                .as("without a feed answers are all there is")
                .hasSize(2);
    }

    @Test
    void errorsInTheFeedAreNoSignOfLife() {
        connected();
        nanos = BondReading.STALE_NANOS;
        event("[\"error\",{\"errorCode\":3841}]");
        assertThat(tunnel().fresh()).isFalse();
        assertThat(reading.silenceNanos()).isEqualTo(BondReading.STALE_NANOS);
        assertThat(events).containsExactly("state", "adapters", "error");
    }

    @Test
    void linksAreKnownNoLongerThanTheirRowsWhateverElseIsSaid() {
        connected();
        row("{\"adapterID\":\"usb0\",\"connected\":true,\"latencyMs\":40}");
        nanos = BondReading.STALE_NANOS;
        event("[\"session_stats\",{}]");
        assertThat(tunnel().fresh()).isFalse();
        event("[\"state\",{\"state\":\"CONNECTING\"}]");
        assertThat(tunnel().links()).as("there are no rows then").hasSize(2);
        event("[\"state\",{\"state\":\"CONNECTED\"}]");
        assertThat(tunnel().links()).as("they are yet to come").hasSize(2);
    }

    @Test
    void aSleepingRowCountsMoreThanOneThatIsNotConnected() {
        connected();
        row("""
                {"adapterID":"usb0","connected":true,"sleeping":true},
                {"adapterID":"usb0","connected":false}""");
        assertThat(tunnel().links().get(0).standing().captive()).isFalse();
    }

    @Test
    void twoAdaptersOfOneNameAreToldApart() {
        event("[\"adapters\",[{\"adapterID\":\"a\",\"name\":\"Phone\"},{\"adapterID\":\"b\",\"name\":\"Phone\"}]]");
        assertThat(tunnel().links()).extracting(Link::name).containsExactly("Phone", "Phone (b)");
    }

    @Test
    void bareObjectsAndOldFormsAreUnderstoodAndTheRestIsCounted() {
        event("{\"state\":\"CONNECTED\"}");
        assertThat(tunnel().state()).isEqualTo(TunnelState.CONNECTED);
        event("[\"adapters\"," + ADAPTERS + "]");
        event("{\"connections\":[{\"adapterID\":\"usb0\",\"connected\":1,\"latencyMs\":\"50\"}]}");
        assertThat(tunnel().links().get(0).health().latencySeconds()).isEqualTo(0.05);
        for (String odd : List.of("[1,2]", "[\"directory\",{}]", "{\"x\":1}", "[]", "[\"state\"]")) {
            event(odd);
        }
        assertThat(events).filteredOn(FeedEvents.UNKNOWN::equals).hasSize(5);
        assertThat(events).filteredOn("state"::equals).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc", "a b", "", "usb0;reboot", "usb0\u0000", "ü"})
    void whatCannotBeAnAdaptersIdIsNone(String id) {
        connected();
        String json = JsonMapper.shared().writeValueAsString(id);
        event("[\"adapters\",[{\"adapterID\":" + json + ",\"state\":\"connected\"},{\"adapterID\":\"usb0\"},"
                + "{\"adapterID\":" + JsonMapper.shared().writeValueAsString("x".repeat(65)) + "}]]");
        row("{\"adapterID\":" + json + ",\"connected\":true}");
        assertThat(tunnel().links()).extracting(Link::id).containsExactly("usb0");
        assertThat(AdapterId.isValid(id)).isFalse();
    }

    @Test
    void wrongTypesNeverThrow() {
        for (String wrong : List.of(
                "[\"state\",7]",
                "[\"state\",{\"state\":{}}]",
                "[\"adapters\",{}]",
                "[\"adapters\",[7,null,\"x\",{\"adapterID\":9},{\"adapterID\":\"a\",\"dataUsage\":[]}]]",
                "[\"connection_stats\",[]]",
                "[\"connection_stats\",{\"connections\":{\"a\":1}}]",
                "[\"connection_stats\",{\"connections\":[1,null,{\"adapterID\":\"a\",\"connected\":\"yes\","
                        + "\"latencyMs\":\"fast\",\"lossSend\":1e999,\"mos\":[]}]}]")) {
            event(wrong);
            assertThat(tunnel().links()).allMatch(link -> link.health().equals(LinkHealth.UNKNOWN));
        }
    }

    @Test
    void theTunnelsRoundTripIsThatOfTheRowThatSumsTheLinks() {
        connected();
        row("{\"adapterID\":\"usb0\",\"connected\":true,\"latencyMs\":46},"
                + "{\"adapterID\":\"speedify\",\"connected\":true,\"latencyMs\":44}");
        assertThat(health().latencySeconds()).isEqualTo(0.044);
        row("{\"adapterID\":\"speedify\",\"connected\":true,\"latencyMs\":0}");
        assertThat(health().latencySeconds()).as("not measured").isNull();
        row("{\"adapterID\":\"speedify\",\"connected\":true,\"latencyMs\":44}");
        nanos = BondReading.STALE_NANOS;
        assertThat(health().latencySeconds()).as("too old").isNull();
    }

    @Test
    void howStreamsFareIsToldAsLongAsItIsYoung() {
        assertThat(health().streams()).isNull();
        connected();
        assertThat(health().streams()).as("none is recognised").isEqualTo(StreamHealth.NONE);
        event("""
                ["streaming_stats",{"badCpu":false,"badLatency":1,"badLoss":true,"badMemory":"no","streams":[
                 {"active":true,"health":"poor","id":1},{"health":"good"},{"active":true,"health":"odd"},
                 {"active":false,"health":"stopped"},7]}]""");
        StreamHealth told = new StreamHealth(
                Set.of(StreamHealth.Cause.LATENCY, StreamHealth.Cause.LOSS),
                List.of(StreamHealth.Fare.POOR, StreamHealth.Fare.GOOD));
        assertThat(health().streams()).isEqualTo(told);
        nanos = BondReading.STALE_NANOS - 1;
        row("{\"adapterID\":\"usb0\",\"connected\":true}");
        assertThat(health().streams()).isEqualTo(told);
        nanos = BondReading.STALE_NANOS;
        assertThat(health().streams()).isEqualTo(StreamHealth.NONE);
        event("[\"state\",{\"state\":\"CONNECTING\"}]");
        assertThat(health().streams()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"udp, UDP", "tcp, TCP", "tcp-multi, TCP_MULTI", "https, HTTPS", "carrier pigeon, ", "7, "})
    void whatALinksConnectionIsMadeOf(String word, @Nullable Transport transport) {
        connected();
        row("{\"adapterID\":\"usb0\",\"connected\":true,\"protocol\":\"" + word + "\"}");
        assertThat(tunnel().links().get(0).standing().transport()).isEqualTo(transport);
        row("{\"adapterID\":\"usb0\",\"connected\":false,\"protocol\":\"" + word + "\"}");
        assertThat(tunnel().links().get(0).standing().transport()).isNull();
    }

    @Test
    void theVersionIsSaidAsPeopleSayIt() {
        reading.version(JsonMapper.shared().readTree("{\"bug\":1,\"build\":12345,\"maj\":16,\"min\":4}"));
        assertThat(tunnel().version()).isEqualTo("16.4");
    }

    @Test
    void version11HasOnlyTheFieldsOfLoss() {
        connected();
        row("{\"adapterID\":\"usb0\",\"connected\":true,\"latencyMs\":46,\"lossSend\":0,\"lossReceive\":0}");
        assertThat(tunnel().links().get(0).health().lossSend()).isZero();
        reading.version(JsonMapper.shared().readTree("{\"bug\":1,\"build\":1,\"maj\":11,\"min\":5}"));
        assertThat(tunnel().links().get(0).health().lossSend()).isNull();
        assertThat(tunnel().links().get(0).health().lossReceive()).isNull();
        assertThat(tunnel().links().get(0).health().latencySeconds()).isEqualTo(0.046);
    }

    @Test
    void whatCannotBeReadIsToldForAMinuteAndTheLinksAreStillShown() {
        connected();
        assertThat(health().noisy()).isFalse();
        reading.noise();
        assertThat(tunnel().links()).hasSize(2);
        for (long second = 0; second < 60; second++) {
            assertThat(health().noisy()).as("after %d s", second).isTrue();
            nanos += 1_000_000_000L;
        }
        assertThat(health().noisy()).isFalse();
    }

    private BondReading reading(RateUnit unit) {
        LinkReader links = new LinkReader(Map.of("usb0", "Vodafone"), unit, new Interfaces(interfaces));
        return new BondReading(links, events::add, Clock.fixed(NOW, ZoneOffset.UTC), () -> nanos);
    }

    private void connected() {
        event("[\"state\",{\"state\":\"CONNECTED\"}]");
        event("[\"adapters\"," + ADAPTERS + "]");
    }

    private void row(String rows) {
        event("[\"connection_stats\",{\"connections\":[" + rows + "],\"time\":1900000000}]");
    }

    private void event(String json) {
        reading.event(JsonMapper.shared().readTree(json));
    }

    private TunnelHealth health() {
        return Objects.requireNonNull(tunnel().health());
    }

    private Tunnel tunnel() {
        return reading.tunnel();
    }
}
