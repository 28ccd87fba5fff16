package dev.rucksack.control.bonding.speedify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rucksack.control.bonding.BondingMode;
import dev.rucksack.control.bonding.LinkPolicy;
import dev.rucksack.control.bonding.Priority;
import dev.rucksack.control.bonding.Steered;
import dev.rucksack.control.bonding.Transport;
import dev.rucksack.control.bonding.Tunnel;
import dev.rucksack.control.bonding.TunnelState;
import dev.rucksack.control.bonding.Tunnels;
import dev.rucksack.control.bonding.steering.LinkRules;
import dev.rucksack.control.bonding.steering.Outcome;
import dev.rucksack.control.bonding.steering.Request;
import dev.rucksack.control.bonding.steering.Server;
import dev.rucksack.control.bonding.steering.Steerer;
import dev.rucksack.control.bonding.steering.SteeringException;
import dev.rucksack.control.bonding.steering.StreamNews;
import dev.rucksack.control.bonding.steering.StreamPolicy;
import dev.rucksack.control.bonding.steering.StreamRules;
import dev.rucksack.control.bonding.steering.TunnelSettings;
import dev.rucksack.lab.speedify.LabSpeedify;
import dev.rucksack.lab.speedify.LinkSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** Steering against the lab's Speedify, by real processes; a second client of it is the person with Speedify's own app. */
class SteeringIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String FIRST = LabSpeedify.FIRST_PHONE;
    private static final String SECOND = LabSpeedify.SECOND_PHONE;
    private static final StreamPolicy ALL = new StreamPolicy(BondingMode.STREAMING, 0, Transport.UDP, true);
    private static final StreamNews IDLE = news(false);
    private static final StreamNews LIVE = news(true);

    @TempDir
    Path directory;

    private final AtomicLong ahead = new AtomicLong();
    private LabSpeedify speedify;
    private SpeedifyControl app;
    private SpeedifyBond bond;
    private SpeedifyControl control;
    private Steerer steerer;

    private static StreamNews news(boolean wanted) {
        return new StreamNews(wanted, false, new StreamNews.Ingest("ingest.example.org", 1935, false), 3_000_000L);
    }

    @BeforeEach
    void start() throws Exception {
        speedify = LabSpeedify.start(directory);
        app = control();
        app.mode(BondingMode.SPEED);
        app.transport(Transport.AUTO);
        app.set(StreamRules.Kind.DOMAINS, Set.of("own.example.org"));
        app.set(StreamRules.Kind.PORTS, Set.of("9000-9010/udp"));
        bond = new SpeedifyBond(
                new SpeedifyBond.Settings(
                        speedify.cli(),
                        RateUnit.BITS,
                        Map.of(),
                        Duration.ofMillis(300),
                        directory,
                        directory.resolve("feed")),
                JsonMapper.shared(),
                (command, code) -> {},
                event -> {},
                Clock.systemUTC(),
                System::nanoTime);
        bond.start();
        await().atMost(SOON).until(() -> bond.tunnel().links().size() == 2);
    }

    @AfterEach
    void stop() {
        end();
        bond.close();
        speedify.close();
    }

    @Test
    void goingLiveTellsSpeedifyTheStreamAndStoppingPutsBackWhatWas() throws Exception {
        steer(ALL, "");
        steerer.heard(IDLE);
        steerer.heard(LIVE);
        awaitSettings(BondingMode.STREAMING, Transport.UDP);
        awaitRules(Set.of("own.example.org", "ingest.example.org"), Set.of("9000-9010/udp", "1935/tcp"));
        await().atMost(SOON)
                .until(() -> steerer.state()
                        .changed()
                        .equals(List.of("ingest.example.org", "port 1935/tcp", "mode streaming", "transport udp")));
        assertThat(steerer.state().trouble()).isNull();
        assertThat(steerer.state().unmet()).isEmpty();

        steerer.heard(IDLE);
        awaitSettings(BondingMode.SPEED, Transport.AUTO);
        awaitRules(Set.of("own.example.org"), Set.of("9000-9010/udp"));
        await().atMost(SOON).until(() -> steerer.state().changed().isEmpty());
    }

    @Test
    void whatThePersonSetsElsewhereMeanwhileIsSeenAndKept() throws Exception {
        steer(ALL, "nobody=never");
        steerer.heard(LIVE);
        await().atMost(SOON).until(() -> steerer.state().changed().size() == 4);
        app.mode(BondingMode.REDUNDANT);
        app.remove(StreamRules.Kind.PORTS, "1935/tcp");
        app.add(StreamRules.Kind.DOMAINS, "later.example.org");
        // a link that joins makes it look again
        speedify.plug(LinkSpec.phone("usb7", "Third Mobile", 8_000_000, 50));
        await().atMost(SOON).until(() -> steerer.state().mode() == BondingMode.REDUNDANT);
        await().atMost(SOON)
                .until(() -> steerer.state().changed().equals(List.of("ingest.example.org", "transport udp")));
        assertThat(app.settings()).isEqualTo(new TunnelSettings(BondingMode.REDUNDANT, Transport.UDP));
        assertThat(steerer.state().unmet()).as("somebody has decided otherwise").isEmpty();

        steerer.heard(IDLE);
        awaitSettings(BondingMode.REDUNDANT, Transport.AUTO);
        awaitRules(Set.of("own.example.org", "later.example.org"), Set.of("9000-9010/udp"));
    }

    @Test
    void whatSpeedifyRefusesIsUnmetAsLongAsItIsWanted() throws Exception {
        steer(ALL, "");
        steerer.heard(new StreamNews(true, false, new StreamNews.Ingest("ingest.example.org", 123_456, false), null));
        Steered.Unmet refused = new Steered.Unmet(Steered.Setting.STREAM, null);
        await().atMost(SOON).until(() -> steerer.state().unmet().equals(List.of(refused)));
        await().atMost(SOON).until(() -> steerer.state().changed().size() == 3);
        end();

        // a run later nobody knows any more that it was refused, but that it is not so
        steer(ALL, "");
        steerer.heard(new StreamNews(true, true, new StreamNews.Ingest("ingest.example.org", 123_456, false), null));
        await().atMost(SOON).until(() -> steerer.state().unmet().equals(List.of(refused)));
        steerer.heard(IDLE);
        await().atMost(SOON).until(() -> steerer.state().unmet().isEmpty());
    }

    @Test
    void whatARunThatWasKilledHasChangedIsPutBackByTheNext() throws Exception {
        steer(ALL, "");
        steerer.heard(LIVE);
        await().atMost(SOON).until(() -> steerer.state().changed().size() == 4);
        end();
        assertThat(app.settings()).isEqualTo(new TunnelSettings(BondingMode.STREAMING, Transport.UDP));

        // the next run is configured otherwise, and the stream it finds goes on: nothing is touched under it
        steer(StreamPolicy.NOTHING, "");
        steerer.heard(new StreamNews(true, true, LIVE.ingest(), null));
        await().atMost(SOON).until(() -> steerer.state().mode() == BondingMode.STREAMING);
        assertThat(steerer.state().changed()).hasSize(4);
        assertThat(app.settings()).isEqualTo(new TunnelSettings(BondingMode.STREAMING, Transport.UDP));
        end();

        steer(ALL, "");
        steerer.heard(IDLE);
        awaitSettings(BondingMode.SPEED, Transport.AUTO);
        awaitRules(Set.of("own.example.org"), Set.of("9000-9010/udp"));
    }

    @Test
    void aSpeedifyThatDoesNotAnswerIsToldOfAndTriedAgain() throws Exception {
        speedify.timeoutEvery(1);
        steer(ALL, "", () -> Tunnels.speedify(TunnelState.CONNECTED));
        steerer.heard(LIVE);
        await().atMost(SOON).until(() -> steerer.state().trouble() != null);
        assertThat(steerer.state().trouble())
                .isEqualTo(new Steered.Trouble("Speedify does not say how it is set; nothing is changed in it.", true));
        speedify.timeoutEvery(0);
        ahead.addAndGet(Duration.ofSeconds(60).toNanos());
        awaitRules(Set.of("own.example.org", "ingest.example.org"), Set.of("9000-9010/udp", "1935/tcp"));
        await().atMost(SOON).until(() -> steerer.state().trouble() == null);
        // a minute after the press the tunnel is not disturbed any more
        assertThat(app.settings()).isEqualTo(new TunnelSettings(BondingMode.SPEED, Transport.AUTO));
    }

    @Test
    void linksAreSetByRuleOnceAndPutBackWhenTheRuleIsGone() throws Exception {
        app.dayCap(SECOND, 7_000_000_000L);
        steer(StreamPolicy.NOTHING, SECOND + "=backup,20GB/month@5,1GB/day; usb7=never");
        await().atMost(SOON)
                .until(() -> policy(SECOND)
                        .equals(new LinkPolicy(
                                Priority.BACKUP, Priority.BACKUP, 1_000_000_000L, 20_000_000_000L, 5, 0L)));
        speedify.plug(LinkSpec.phone("usb7", "Third Mobile", 8_000_000, 50));
        await().atMost(SOON).until(() -> policy("usb7").priority() == Priority.NEVER);
        app.priority(SECOND, Priority.ALWAYS);
        // what only rules can tell: the steerer saw it when another link joined
        speedify.plug(LinkSpec.phone("usb8", "Fourth Mobile", 8_000_000, 50));
        await().atMost(SOON)
                .until(() -> Files.readString(directory.resolve("steering"))
                        .contains("PRIORITY\t" + SECOND + "\tautomatic\tbackup\tbackup\tLEFT"));
        assertThat(policy(SECOND).priority()).isEqualTo(Priority.ALWAYS);
        end();

        steer(StreamPolicy.NOTHING, "usb7=never");
        await().atMost(SOON)
                .until(() -> policy(SECOND)
                        .equals(new LinkPolicy(Priority.ALWAYS, Priority.ALWAYS, 7_000_000_000L, 0L, 0, 0L)));
        assertThat(policy("usb7").priority()).isEqualTo(Priority.NEVER);
    }

    @Test
    void aPersonIsAskedBeforeTheTunnelIsDisturbedAndDecidesForGood() throws Exception {
        steer(ALL, "");
        Request redundant = new Request.Mode(BondingMode.REDUNDANT);
        assertThat(steerer.ask(redundant, false).kind()).isEqualTo(Outcome.Kind.NOT_CONFIRMED);
        steerer.heard(IDLE);
        assertThat(steerer.ask(redundant, false).kind()).isEqualTo(Outcome.Kind.DONE);
        assertThat(app.settings().mode()).isEqualTo(BondingMode.REDUNDANT);
        steerer.heard(LIVE);
        await().atMost(SOON).until(() -> steerer.state().changed().contains("mode streaming"));
        assertThat(steerer.ask(redundant, false).kind()).isEqualTo(Outcome.Kind.NOT_CONFIRMED);
        assertThat(steerer.ask(new Request.Connect("de"), false).kind()).isEqualTo(Outcome.Kind.NOT_CONFIRMED);
        assertThat(steerer.ask(new Request.Mode(BondingMode.STREAMING), true).kind())
                .isEqualTo(Outcome.Kind.DONE);
        steerer.heard(IDLE);
        awaitSettings(BondingMode.STREAMING, Transport.AUTO);
    }

    @Test
    void placesPrioritiesAndCapsAreSetWhenAsked() throws Exception {
        steer(StreamPolicy.NOTHING, "");
        steerer.heard(IDLE);
        assertThat(steerer.ask(new Request.LinkPriority(FIRST, Priority.NEVER), false)
                        .kind())
                .isEqualTo(Outcome.Kind.DONE);
        assertThat(steerer.ask(new Request.Caps(FIRST, 1_000L, 2_000L, 5, 3_000L), false)
                        .kind())
                .isEqualTo(Outcome.Kind.DONE);
        assertThat(steerer.ask(new Request.Caps(FIRST, null, null, 7, null), false)
                        .kind())
                .isEqualTo(Outcome.Kind.DONE);
        assertThat(policy(FIRST)).isEqualTo(new LinkPolicy(Priority.NEVER, Priority.NEVER, 1_000L, 2_000L, 7, 3_000L));
        assertThat(steerer.ask(new Request.RateLimit(FIRST, 8_000_000, 4_000_000), false)
                        .kind())
                .isEqualTo(Outcome.Kind.DONE);
        assertThat(steerer.ask(new Request.LinkPriority("usb9", Priority.NEVER), false)
                        .kind())
                .isEqualTo(Outcome.Kind.NO_SUCH_LINK);

        assertThat(steerer.servers().list()).extracting(Server::tag).contains("de-berlin-2", "privatenl-amsterdam-1");
        assertThat(steerer.ask(new Request.Connect("de-berlin-2"), false).kind())
                .isEqualTo(Outcome.Kind.DONE);
        await().atMost(SOON).until(() -> speedify.server().equals("de-berlin-2"));
        assertThat(steerer.ask(new Request.Connect("xx-nowhere-1"), false))
                .isEqualTo(new Outcome(Outcome.Kind.REFUSED, "Speedify did not connect there; choose another place."));
        assertThat(steerer.ask(new Request.Disconnect(), false).kind()).isEqualTo(Outcome.Kind.DONE);
        assertThat(speedify.state()).isEqualTo("LOGGED_IN");
        // everything that was asked for is the person's own
        assertThat(Files.exists(directory.resolve("steering"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"9, SECONDARY", "11, SECONDARY", "12, AUTOMATIC", "15.2, AUTOMATIC", "15.7, AUTOMATIC", "17, AUTOMATIC"
    })
    void everyVersionIsSteeredAsFarAsItGoes(String version, Priority automatic) throws Exception {
        speedify.version(version);
        await().atMost(SOON).until(() -> bond.tunnel().state() == TunnelState.CONNECTED);
        app.priority(FIRST, Priority.NEVER);
        steer(ALL, FIRST + "=automatic,20GB/month@5");
        steerer.heard(LIVE);
        await().atMost(SOON).until(() -> steerer.state().changed().size() == 4);
        assertThat(app.settings()).isEqualTo(new TunnelSettings(BondingMode.STREAMING, Transport.UDP));
        await().atMost(SOON).until(() -> policy(FIRST).priority() == automatic);
        assertThat(policy(FIRST).monthLimitBytes()).isEqualTo(20_000_000_000L);
        app.rateLimit(FIRST, 8_000_000, 4_000_000);
        steerer.heard(IDLE);
        awaitSettings(BondingMode.SPEED, Transport.AUTO);
        awaitRules(Set.of("own.example.org"), Set.of("9000-9010/udp"));
        assertThat(steerer.state().trouble()).isNull();
    }

    @Test
    void withoutSpeedifyThereIsNothingToSteer() throws IOException {
        steer(ALL, "", () -> Tunnels.kernel());
        steerer.heard(LIVE);
        assertThat(steerer.ask(new Request.Mode(BondingMode.SPEED), true).kind())
                .isEqualTo(Outcome.Kind.NO_STEERING);
        assertThat(steerer.servers().outcome().kind()).isEqualTo(Outcome.Kind.NO_STEERING);
    }

    private SpeedifyControl control() {
        return new SpeedifyControl(speedify.cli(), JsonMapper.shared(), (command, code) -> {});
    }

    private void steer(StreamPolicy policy, String rules) {
        steer(policy, rules, bond::tunnel);
    }

    private void steer(StreamPolicy policy, String rules, Supplier<Tunnel> tunnel) {
        control = control();
        steerer = new Steerer(
                new Steerer.Settings(policy, LinkRules.of(rules), directory.resolve("steering")),
                control,
                tunnel,
                () -> System.nanoTime() + ahead.get());
        steerer.start();
    }

    /** As when it is killed: nothing is put back. */
    private void end() {
        if (steerer != null) {
            control.close();
            steerer.close();
        }
    }

    private LinkPolicy policy(String link) throws SteeringException, InterruptedException {
        return app.policies().get(link);
    }

    private void awaitSettings(BondingMode mode, Transport transport) {
        awaitIs(() -> app.settings().equals(new TunnelSettings(mode, transport)));
    }

    private void awaitRules(Set<String> domains, Set<String> ports) {
        awaitIs(() -> {
            StreamRules rules = app.rules();
            return domains.equals(rules.entries().get(StreamRules.Kind.DOMAINS))
                    && ports.equals(rules.entries().get(StreamRules.Kind.PORTS));
        });
    }

    private static void awaitIs(Callable<Boolean> state) {
        await().atMost(SOON).until(state);
    }
}
