package dev.rucksack.control.bonding.speedify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.rucksack.control.bonding.DataCap;
import dev.rucksack.control.bonding.Link;
import dev.rucksack.control.bonding.LinkHealth;
import dev.rucksack.control.bonding.LinkVerdict;
import dev.rucksack.control.bonding.StreamHealth;
import dev.rucksack.control.bonding.Tunnel;
import dev.rucksack.control.bonding.TunnelHealth;
import dev.rucksack.control.bonding.TunnelState;
import dev.rucksack.control.bonding.Verdict;
import dev.rucksack.control.bonding.kernel.Interfaces;
import dev.rucksack.lab.speedify.Damage;
import dev.rucksack.lab.speedify.FeedFate;
import dev.rucksack.lab.speedify.LabSpeedify;
import dev.rucksack.lab.speedify.LinkSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Our client against the lab's Speedify: every fault that the CLI's contract lists, every version in which it differs,
 * and the way back from each; in the print style that we ask for, and in the one of who does not ask. One Speedify for all, a client for each; its clock runs ten times as fast, so that ten
 * silent seconds take one.
 */
@ParameterizedClass
@ValueSource(strings = {"-s", "pretty"})
class SpeedifyContractIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int HASTE = 10;
    private static final String FIRST = LabSpeedify.FIRST_PHONE;
    private static final String SECOND = LabSpeedify.SECOND_PHONE;
    private static final double LOAD = 6e6;

    @TempDir
    static Path directory;

    private static LabSpeedify speedify;

    @Parameter
    private String style;

    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final Set<String> events = ConcurrentHashMap.newKeySet();
    private @Nullable SpeedifyBond bond;

    @BeforeAll
    static void start() {
        speedify = LabSpeedify.start(directory);
        speedify.tickMillis(50);
        speedify.load(LOAD);
    }

    @AfterAll
    static void stop() {
        speedify.close();
    }

    @AfterEach
    void healAndLeaveNothing() {
        if (bond != null) {
            bond.close();
        }
        speedify.heal();
        await().atMost(SOON)
                .until(() -> ProcessHandle.current()
                        .descendants()
                        .noneMatch(child -> child.info()
                                .commandLine()
                                .filter(line -> line.contains(directory.toString()))
                                .isPresent()));
    }

    @Test
    void aDaemonThatIsDown() {
        watch();
        awaitHealth();
        speedify.downAnswer("Daemon is not running", 200);
        speedify.daemonDown(true);
        awaitTunnel(tunnel -> tunnel.state() == TunnelState.UNREACHABLE
                && !tunnel.fresh()
                && tunnel.links().isEmpty());
        assertThat(errors).contains("stats 1", "state 1");
        speedify.daemonDown(false);
        awaitHealth();
    }

    @Test
    void aDaemonThatHangs() {
        watch();
        awaitHealth();
        speedify.daemonHung(true);
        awaitTunnel(tunnel -> !tunnel.fresh() && tunnel.links().isEmpty());
        awaitTunnel(tunnel -> tunnel.state() == TunnelState.UNREACHABLE);
        assertThat(errors).contains("stats silence", "state timeout");
        speedify.daemonHung(false);
        awaitHealth();
    }

    @Test
    void aDaemonThatSometimesAnswersTooLate() {
        speedify.timeoutEvery(2);
        watch();
        awaitHealth();
        assertThat(errors).anyMatch(error -> error.endsWith(" 3841") || error.equals("stats 1"));
    }

    @Test
    void aDaemonThatAnswersTooLateEveryTimeInCallsAndInTheFeed() {
        watch();
        awaitHealth();
        speedify.timeoutEvery(1);
        awaitTunnel(tunnel -> tunnel.state() == TunnelState.UNREACHABLE);
        assertThat(errors).contains("stats silence", "state 3841");
        speedify.timeoutEvery(0);
        awaitHealth();
    }

    /** On stdout as some versions have it; as plain text as they had it up to 12. */
    @ParameterizedTest
    @CsvSource({"16, true, state 3841", "9, false, state 1", "9, true, state 1"})
    void aRefusalInEveryVersionsWay(String version, boolean onStdout, String counted) {
        speedify.version(version);
        speedify.errorsOnStdout(onStdout);
        speedify.timeoutEvery(1);
        watch();
        await().atMost(SOON).until(() -> errors.contains(counted));
        awaitTunnel(tunnel -> tunnel.state() == TunnelState.UNREACHABLE);
        speedify.timeoutEvery(0);
        awaitHealth();
    }

    @ParameterizedTest
    @CsvSource({"ENDS, stats 1", "FALLS_SILENT, stats silence"})
    void aDaemonThatRestartsUnderTheFeed(FeedFate feed, String counted) {
        watch();
        awaitHealth();
        speedify.restartDaemon(feed, 100);
        await().atMost(SOON).until(() -> errors.contains(counted));
        awaitHealth();
    }

    @ParameterizedTest
    @CsvSource({"LOGGED_OUT", "OVERLIMIT", "LOGGED_IN", "AUTO_CONNECTING", "SOMETHING_NEW"})
    void anAccountOrATunnelThatIsNotReady(String word) {
        watch();
        awaitHealth();
        speedify.state(word);
        Tunnel tunnel = awaitTunnel(now -> now.state() != TunnelState.CONNECTED);
        assertThat(tunnel.sentence()).isNotNull();
        assertThat(tunnel.links()).noneMatch(Link::carrying);
        speedify.state("CONNECTED");
        awaitHealth();
    }

    @Test
    void linksThatDropFlapGoAndCome() {
        watch();
        awaitHealth();
        speedify.linkUp(FIRST, false);
        awaitTunnel(tunnel -> is(tunnel, FIRST, link -> !link.up()) && is(tunnel, SECOND, Link::carrying));
        speedify.flap(FIRST, 100);
        awaitLink(FIRST, Link::carrying);
        awaitLink(FIRST, link -> !link.up());
        speedify.unplug(FIRST);
        awaitTunnel(tunnel -> ids(tunnel).equals(List.of(SECOND)));
        speedify.plug(LinkSpec.phone("usb7", "Late", 10_000_000, 50));
        awaitTunnel(tunnel -> ids(tunnel).equals(List.of(SECOND, "usb7")) && is(tunnel, "usb7", Link::carrying));
    }

    @Test
    void linksThatLoseLagJitterAndCongest() {
        watch();
        awaitHealth();
        speedify.street(FIRST, 12_000_000, 400, 90, 0.2);
        awaitLink(FIRST, link -> LinkVerdict.of(link).verdict() == Verdict.BAD);
        awaitHealthOf(FIRST, health -> number(health.lossSend()) >= 0.2);
        awaitHealthOf(FIRST, health -> number(health.latencySeconds()) > 0.3);
        awaitHealthOf(FIRST, health -> number(health.jitterSeconds()) > 0.06);
        awaitHealthOf(FIRST, health -> health.mos() != null && health.mos() < 3.1);
        speedify.heal();
        awaitLink(FIRST, link -> LinkVerdict.of(link).verdict() == Verdict.GOOD);
        speedify.congested(FIRST, true);
        awaitHealthOf(FIRST, health -> Boolean.TRUE.equals(health.congested()));
    }

    @Test
    void aTunnelThatIsSlowAndAStreamThatSuffers() {
        watch();
        awaitHealth();
        awaitTunnel(tunnel -> told(tunnel).latencySeconds() != null
                && told(tunnel).latencySeconds() < 0.15
                && told(tunnel).streams() != null
                && told(tunnel).streams().count(StreamHealth.Fare.GOOD) == 1
                && told(tunnel).streams().bad().isEmpty());
        speedify.street(FIRST, 2_000_000, 400, 1, 0.0);
        speedify.street(SECOND, 2_000_000, 400, 1, 0.0);
        awaitTunnel(tunnel -> told(tunnel).latencySeconds() != null
                && told(tunnel).latencySeconds() > 0.3
                && told(tunnel).streams().count(StreamHealth.Fare.POOR) == 1
                && told(tunnel)
                        .streams()
                        .bad()
                        .containsAll(Set.of(StreamHealth.Cause.LOSS, StreamHealth.Cause.LATENCY)));
        speedify.load(0);
        awaitTunnel(tunnel -> StreamHealth.NONE.equals(told(tunnel).streams()));
        speedify.load(LOAD);
    }

    @Test
    void aCapThatIsReachedStopsOrThrottles() {
        watch();
        awaitHealth();
        speedify.used(FIRST, 900, 900);
        speedify.cap(FIRST, 900, 0, 0);
        awaitLink(
                FIRST,
                link -> !link.carrying()
                        && link.caps().stream().anyMatch(DataCap::reached)
                        && "data used up".equals(LinkVerdict.of(link).reason()));
        speedify.cap(FIRST, 900, 0, 300_000);
        awaitLink(FIRST, link -> link.carrying() && number(link.health().sendBitsPerSecond()) < 400_000);
        speedify.cap(FIRST, 0, 0, 0);
        awaitLink(
                FIRST,
                link -> number(link.health().sendBitsPerSecond()) > 1e6
                        && link.caps().stream().noneMatch(DataCap::reached));
    }

    @Test
    void aSignInPageBeforeALink() {
        watch();
        awaitHealth();
        speedify.portal(SECOND, true);
        awaitTunnel(tunnel -> is(tunnel, SECOND, link -> link.captive() && !link.carrying())
                && is(tunnel, FIRST, link -> !link.captive()));
        speedify.portal(SECOND, false);
        awaitHealth();
    }

    @ParameterizedTest
    @EnumSource
    void aFeedThatIsDamaged(Damage damage) {
        watch();
        awaitHealth();
        speedify.damage(damage);
        // proof that it is read on: what changes from now on is seen
        speedify.linkUp(FIRST, false);
        awaitLink(FIRST, link -> !link.up());
        speedify.street(SECOND, 8_000_000, 222, 1, 0.0);
        awaitHealthOf(SECOND, health -> number(health.latencySeconds()) > 0.2);
        assertThat(errors.contains("stats malformed")).isEqualTo(damage == Damage.GARBAGE);
        assertThat(events.contains(FeedEvents.UNKNOWN)).isEqualTo(damage == Damage.UNKNOWN_EVENT);
        speedify.damage();
        speedify.linkUp(FIRST, true);
        awaitHealth();
    }

    @Test
    void aFeedWithEveryDamageAtOnce() {
        speedify.damage(Damage.values());
        watch();
        awaitTunnel(tunnel -> tunnel.state() == TunnelState.CONNECTED
                && tunnel.links().stream()
                        .anyMatch(link -> link.carrying() && link.health().latencySeconds() != null));
    }

    @Test
    void aFeedWhoseRatesAreInBytes() {
        speedify.ratesInBytes(true);
        watch(RateUnit.BYTES);
        awaitHealth();
        awaitTunnel(tunnel -> Math.abs(sum(tunnel) - LOAD) < LOAD / 10);
    }

    @Test
    void aFeedWithRowsThatAreDoubledAndAPhoneThatIsShared() {
        speedify.doubledRows(true);
        speedify.plug(LinkSpec.sharedPhone("friend", 6_000_000, 70));
        watch();
        awaitTunnel(tunnel -> ids(tunnel).equals(List.of(FIRST, SECOND, "friend"))
                && tunnel.links().stream()
                        .allMatch(link -> link.carrying()
                                && number(link.health().latencySeconds()) > 0
                                && number(link.health().latencySeconds()) < 0.9));
    }

    static List<String> versions() {
        return LabSpeedify.VERSIONS;
    }

    /** What a version does not tell is unknown and not zero. */
    @ParameterizedTest
    @MethodSource("versions")
    void everyVersion(String version) {
        double number = Double.parseDouble(version);
        speedify.version(version);
        watch();
        Tunnel tunnel = awaitHealth();
        assertThat(tunnel.version()).startsWith(version);
        assertThat(tunnel.server()).isEqualTo(speedify.server());
        LinkHealth health = tunnel.links().get(0).health();
        assertThat(health.jitterSeconds() != null).isEqualTo(number >= 12);
        assertThat(health.mos() != null).isEqualTo(number >= 12);
        assertThat(health.congested() != null).isEqualTo(number >= 15.7);
        assertThat(health.sendEstimateBitsPerSecond()).isEqualTo(12e6);
        assertThat(tunnel.links().get(0).caps()).extracting(DataCap::period).containsExactly(DataCap.Period.values());
        assertThat(errors).noneMatch(error -> error.endsWith("malformed"));
    }

    /** We ask for single lines; the decoder reads what every version prints to who does not. */
    @ParameterizedTest
    @MethodSource("versions")
    void everyVersionsPrettyFeedSaysTheSame(String version) throws IOException {
        speedify.version(version);
        List<JsonNode> compact = events("-s", "stats");
        List<JsonNode> pretty = events("stats");
        assertThat(pretty.get(0)).isEqualTo(compact.get(0));
        assertThat(pretty.get(1).get(0)).isEqualTo(compact.get(1).get(0));
        List<String> heard = new ArrayList<>();
        BondReading reading = new BondReading(
                new LinkReader(Map.of(), RateUnit.BITS, new Interfaces(directory)),
                heard::add,
                Clock.systemUTC(),
                System::nanoTime);
        pretty.forEach(reading::event);
        assertThat(reading.tunnel().state()).isEqualTo(TunnelState.CONNECTED);
        assertThat(reading.tunnel().links())
                .extracting(Link::id, Link::carrying)
                .containsExactly(tuple(FIRST, true), tuple(SECOND, true));
        assertThat(heard).doesNotContain(FeedEvents.UNKNOWN);
    }

    /** The first four events of a feed. */
    private static List<JsonNode> events(String... arguments) throws IOException {
        List<JsonNode> events = new ArrayList<>();
        List<String> damage = new ArrayList<>();
        FeedDecoder decoder = new FeedDecoder(JsonMapper.shared(), events::add, () -> damage.add("damage"));
        try (Child feed = Child.start(speedify.cli(), List.of(arguments), "contract")) {
            InputStream in = feed.output();
            byte[] buffer = new byte[512];
            while (events.size() < 4) {
                int count = in.read(buffer);
                assertThat(count).as("the feed goes on").isPositive();
                decoder.accept(buffer, count);
            }
        }
        assertThat(damage).isEmpty();
        assertThat(events)
                .extracting(event -> event.get(0).asString())
                .startsWith("state", "adapters", "connection_stats", "session_stats");
        return events;
    }

    private void watch() {
        watch(RateUnit.BITS);
    }

    /** The program; in the pretty style as one that knows no {@code -s}. */
    private Path cli() {
        if (style.equals("-s")) {
            return speedify.cli();
        }
        Path pretty = directory.resolve("pretty");
        try {
            Files.writeString(pretty, "#!/bin/sh\n[ \"$1\" = -s ] && shift\nexec '" + speedify.cli() + "' \"$@\"\n");
            Files.setPosixFilePermissions(pretty, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pretty;
    }

    private void watch(RateUnit unit) {
        bond = new SpeedifyBond(
                new SpeedifyBond.Settings(
                        cli(), unit, Map.of(), Duration.ofMillis(100), directory, directory.resolve("feed")),
                JsonMapper.shared(),
                (command, code) -> errors.add(command + " " + code),
                events::add,
                Clock.systemUTC(),
                () -> System.nanoTime() * HASTE);
        bond.start();
    }

    /** The tunnel that was as expected: a later one may not be. */
    private Tunnel awaitTunnel(Predicate<Tunnel> expected) {
        SpeedifyBond watching = Objects.requireNonNull(bond);
        AtomicReference<Tunnel> seen = new AtomicReference<>();
        await().atMost(SOON).pollInterval(Duration.ofMillis(20)).until(() -> {
            seen.set(watching.tunnel());
            return expected.test(seen.get());
        });
        return seen.get();
    }

    /** Both phones carry and are measured. */
    private Tunnel awaitHealth() {
        return awaitTunnel(tunnel -> tunnel.state() == TunnelState.CONNECTED
                && ids(tunnel).containsAll(Set.of(FIRST, SECOND))
                && tunnel.links().stream()
                        .allMatch(link -> link.carrying() && link.health().latencySeconds() != null));
    }

    private void awaitLink(String id, Predicate<Link> expected) {
        awaitTunnel(tunnel -> is(tunnel, id, expected));
    }

    private void awaitHealthOf(String id, Predicate<LinkHealth> expected) {
        awaitLink(id, link -> expected.test(link.health()));
    }

    private static boolean is(Tunnel tunnel, String id, Predicate<Link> expected) {
        return tunnel.links().stream().anyMatch(link -> link.id().equals(id) && expected.test(link));
    }

    private static List<String> ids(Tunnel tunnel) {
        return tunnel.links().stream().map(Link::id).toList();
    }

    private static TunnelHealth told(Tunnel tunnel) {
        return Objects.requireNonNull(tunnel.health());
    }

    private static double sum(Tunnel tunnel) {
        return tunnel.links().stream()
                .mapToDouble(link -> number(link.health().sendBitsPerSecond()))
                .sum();
    }

    private static double number(@Nullable Double value) {
        return value == null ? 0 : value;
    }
}
