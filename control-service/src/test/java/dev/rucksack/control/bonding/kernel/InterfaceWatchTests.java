package dev.rucksack.control.bonding.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rucksack.control.bonding.Link;
import dev.rucksack.control.bonding.LinkVerdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On made-up trees: what is a link, of which kind, and how it stands. */
class InterfaceWatchTests {

    private static final long SECOND = 1_000_000_000L;
    private static final String OTHER_MAC = "02:00:00:00:00:0b";
    private static final String MAC = "02:00:00:00:00:01";

    @TempDir
    Path root;

    private final ProbeBooks probes = new ProbeBooks();
    private FakeMachine machine;
    private InterfaceWatch watch;
    private long now = 1_000 * SECOND;

    @BeforeEach
    void start() {
        machine = new FakeMachine(root);
        watch = watch("auto");
    }

    @Test
    void whatHasNoHardwareBehindItIsNoLink() {
        for (String name : List.of("lo", "docker0", "br-1a2b", "veth12ab", "connectify0", "tun0", "wg0", "eth0.100")) {
            machine.virtual(name, MAC).online(name, "192.0.2.7", 1);
        }
        assertThat(look()).isEmpty();
        machine.virtual("ppp0", MAC).online("ppp0", "192.0.2.8", 2);
        assertThat(look())
                .extracting(Link::id, Link::type)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("ppp0", "Cellular"));
    }

    @ParameterizedTest
    @CsvSource({
        "usb0, rndis_host, , Phone",
        "enx0c5b8f000001, cdc_ether, , Phone",
        "usb0, cdc_ncm, , Phone",
        "eth1, ipheth, , Phone",
        "wwan0, qmi_wwan, wwan, Cellular",
        "wwp0s20u1, cdc_mbim, , Cellular",
        "wlan0, brcmfmac, wlan, Wi-Fi",
        "eth0, bcmgenet, , Ethernet",
        "enx00e04c680001, r8152, , Ethernet"
    })
    void theKindIsTheDriversOrTheKernelsOwnWord(String name, String driver, String type, String kind) {
        machine.usb(name, driver, MAC, null).online(name, "192.0.2.7", 100);
        if (type != null) {
            machine.uevent(name, type);
        }
        assertThat(look()).extracting(Link::type).containsExactly(kind);
    }

    @Test
    void aPhoneIsSeenFromPluggingInUntilUnplugging() {
        look();
        machine.usb("usb0", "rndis_host", MAC, "R58N123").unknownState("usb0");
        assertThat(look()).isEmpty();
        machine.carrier("usb0", true);
        assertThat(stands()).isEqualTo(Map.of("usb0", "DOWN no address yet"));
        machine.address("usb0", "192.168.42.7");
        assertThat(stands()).isEqualTo(Map.of("usb0", "DOWN no way out"));
        machine.route("usb0", 100L);
        assertThat(stands()).isEqualTo(Map.of("usb0", "GOOD null"));
        Link link = look().get(0);
        assertThat(link.carrying()).isTrue();
        assertThat(link.standing().usable()).isTrue();
        assertThat(link.identity()).containsExactly("mac " + MAC, "usb R58N123");
        machine.unplug("usb0");
        assertThat(look()).isEmpty();
    }

    @Test
    void whatALinkIsKnownByIsReadWhenItComesUpAndNowAndThen() {
        look();
        machine.virtual("ppp0", "nonsense").carrier("ppp0", true).address("ppp0", "192.0.2.7");
        assertThat(look().get(0).identity()).containsExactly("name ppp0");

        machine.virtual("ppp0", MAC).carrier("ppp0", true).route("ppp0", 100L);
        assertThat(look().get(0).identity()).containsExactly("mac " + MAC);

        machine.virtual("ppp0", OTHER_MAC).carrier("ppp0", true);
        now += 4 * SECOND;
        assertThat(look().get(0).identity()).containsExactly("mac " + MAC);
        now += SECOND;
        assertThat(look().get(0).identity()).containsExactly("mac " + OTHER_MAC);
    }

    @Test
    void aSocketWithoutACableAndAHotspotOfOurOwnAreNoLinks() {
        machine.hardware("eth0", "bcmgenet", MAC);
        machine.hardware("wlan0", "brcmfmac", MAC).carrier("wlan0", true).address("wlan0", "192.168.50.1");
        assertThat(look()).isEmpty();
        now += 600 * SECOND;
        assertThat(look()).isEmpty();
    }

    @Test
    void aLinkThatLosesItsWayOutIsDownForAMinuteAndThenNone() {
        machine.hardware("eth0", "bcmgenet", MAC).online("eth0", "192.0.2.7", 100);
        assertThat(stands()).isEqualTo(Map.of("eth0", "GOOD null"));
        machine.carrier("eth0", false);
        assertThat(stands()).isEqualTo(Map.of("eth0", "DOWN not connected"));
        now += InterfaceWatch.REMEMBERED_NANOS - 1;
        assertThat(stands()).isEqualTo(Map.of("eth0", "DOWN not connected"));
        now += 1;
        assertThat(look()).isEmpty();
        machine.carrier("eth0", true);
        assertThat(stands()).isEqualTo(Map.of("eth0", "GOOD null"));
    }

    @Test
    void theBestDefaultRouteCarries() {
        machine.usb("usb0", "rndis_host", MAC, null).online("usb0", "192.168.42.7", 100);
        machine.usb("usb1", "cdc_ether", MAC, null).online("usb1", "192.168.43.7", 200);
        assertThat(carrying()).containsExactly("usb0");
        machine.route("usb0", 1000L);
        assertThat(carrying()).containsExactly("usb1");
        // a tunnel of somebody else's over which everything goes: no link carries by itself
        machine.virtual("wg0", MAC).online("wg0", "10.0.0.2", 1);
        assertThat(carrying()).isEmpty();
    }

    @Test
    void ratesAreOverASecondAtLeastAndSurviveCountersThatBeginAgain() {
        machine.usb("usb0", "rndis_host", MAC, null).online("usb0", "192.168.42.7", 100);
        machine.counters("usb0", 1_000_000, 10_000);
        assertThat(look().get(0).health().sendBitsPerSecond()).isNull();
        machine.counters("usb0", 1_250_000, 20_000);
        now += SECOND / 2;
        assertThat(look().get(0).health().sendBitsPerSecond()).isNull();
        machine.counters("usb0", 1_500_000, 30_000);
        now += SECOND / 2;
        Link link = look().get(0);
        assertThat(link.health().sendBitsPerSecond()).isEqualTo(4e6);
        assertThat(link.health().receiveBitsPerSecond()).isEqualTo(160e3);
        assertThat(link.sentBytes()).isEqualTo(1_500_000);
        machine.counters("usb0", 500, 30_000);
        now += SECOND;
        assertThat(look().get(0).health().sendBitsPerSecond()).isNull();
        assertThat(look().get(0).health().receiveBitsPerSecond()).isZero();
    }

    @Test
    void probesThatStayUnansweredMakeALinkUnusable() {
        machine.usb("usb0", "rndis_host", MAC, null).online("usb0", "192.168.42.7", 100);
        look();
        probes.note(Map.of("usb0", new Outcome(Outcome.Kind.CONNECTED, 0.05)));
        assertThat(look().get(0).health().latencySeconds()).isEqualTo(0.05);
        probes.note(Map.of("usb0", Outcome.SILENT));
        probes.note(Map.of("usb0", Outcome.SILENT));
        assertThat(stands()).isEqualTo(Map.of("usb0", "BAD no answer"));
        assertThat(look().get(0).standing().usable()).isFalse();
        assertThat(look().get(0).up()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "auto           | usb0 wlan0",
                "!wlan*         | usb0",
                "auto, !wlan0   | usb0",
                "wlan0          | wlan0",
                "veth*          | vethA",
                "auto, vethA    | usb0 vethA wlan0",
                "usb?           | ''",
                "'*'            | docker0 usb0 vethA wlan0"
            })
    void theOperatorChoosesWhichAreLinks(String words, String expected) {
        machine.usb("usb0", "rndis_host", MAC, null).online("usb0", "192.0.2.1", 1);
        machine.hardware("wlan0", "brcmfmac", MAC).online("wlan0", "192.0.2.2", 2);
        machine.virtual("vethA", MAC).online("vethA", "192.0.2.3", 3);
        machine.virtual("docker0", MAC).online("docker0", "192.0.2.4", 4);
        watch = watch(words.split(","));
        assertThat(String.join(" ", look().stream().map(Link::id).toList())).isEqualTo(expected);
    }

    @Test
    void treesThatAreNotThereOrNonsenseAreNoLinks() {
        assertThat(new InterfaceWatch(
                                new Interfaces(root.resolve("none")),
                                new Routes(root.resolve("none")),
                                new Selection(List.of("auto")),
                                machine::addresses,
                                probes)
                        .look(now)
                        .links())
                .isEmpty();
        machine.usb("usb0", "rndis_host", "nonsense", "").online("usb0", "192.0.2.1", 1);
        assertThat(look().get(0).identity()).containsExactly("name usb0");
    }

    private InterfaceWatch watch(String... words) {
        return new InterfaceWatch(
                new Interfaces(machine.sys().resolve("class/net")),
                new Routes(machine.proc().resolve("net/route")),
                new Selection(List.of(words)),
                machine::addresses,
                probes);
    }

    private List<Link> look() {
        return watch.look(now).links();
    }

    private List<String> carrying() {
        return look().stream().filter(Link::carrying).map(Link::id).toList();
    }

    private Map<String, String> stands() {
        Map<String, String> stands = new java.util.TreeMap<>();
        for (Link link : look()) {
            LinkVerdict verdict = LinkVerdict.of(link);
            stands.put(link.id(), verdict.verdict().name() + " " + verdict.reason());
        }
        return Map.copyOf(stands);
    }
}
