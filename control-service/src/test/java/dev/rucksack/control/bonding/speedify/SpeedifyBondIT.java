package dev.rucksack.control.bonding.speedify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rucksack.control.bonding.Link;
import dev.rucksack.control.bonding.TunnelState;
import dev.rucksack.lab.speedify.LabSpeedify;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.json.JsonMapper;

/** Real processes: the lab's Speedify, and scripts for the damage it does not do. */
@ExtendWith(OutputCaptureExtension.class)
class SpeedifyBondIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final Set<String> events = ConcurrentHashMap.newKeySet();
    private SpeedifyBond bond;

    @AfterEach
    void nothingIsLeft() {
        bond.close();
        await().atMost(SOON)
                .until(() -> ProcessHandle.current()
                        .children()
                        .noneMatch(child -> child.info()
                                .commandLine()
                                .filter(line -> line.contains(directory.toString()))
                                .isPresent()));
    }

    @Test
    void readsTheTunnelAndItsLinksAndFollowsThem() {
        try (LabSpeedify speedify = LabSpeedify.start(directory)) {
            watch(speedify.cli());
            speedify.load(3_000_000);
            awaitState(TunnelState.CONNECTED);
            await().atMost(SOON)
                    .until(() -> bond.tunnel().links().stream()
                                    .filter(Link::carrying)
                                    .count()
                            == 2);
            assertThat(bond.tunnel().server()).isEqualTo(speedify.server());
            assertThat(bond.tunnel().version()).isNotNull();
            assertThat(bond.tunnel().links())
                    .extracting(Link::name)
                    .containsExactly("Vodafone", LabSpeedify.SECOND_PHONE);
            await().atMost(SOON)
                    .until(() -> bond.tunnel().links().stream()
                            .allMatch(link -> link.health().latencySeconds() != null));

            speedify.linkUp(LabSpeedify.FIRST_PHONE, false);
            await().atMost(SOON).until(() -> !bond.tunnel().links().get(0).up());
            speedify.unplug(LabSpeedify.FIRST_PHONE);
            await().atMost(SOON).until(() -> bond.tunnel().links().size() == 1);
            speedify.state("LOGGED_OUT");
            awaitState(TunnelState.LOGGED_OUT);
            assertThat(errors).isEmpty();
        }
    }

    @Test
    void aDaemonThatGoesAndComesBackIsSeen() {
        try (LabSpeedify speedify = LabSpeedify.start(directory)) {
            watch(speedify.cli());
            awaitState(TunnelState.CONNECTED);
            speedify.daemonDown(true);
            awaitState(TunnelState.UNREACHABLE);
            assertThat(bond.tunnel().links()).isEmpty();
            assertThat(errors).anyMatch(error -> error.startsWith("stats ")).contains("state 1");
            speedify.daemonDown(false);
            awaitState(TunnelState.CONNECTED);
            await().atMost(SOON).until(() -> bond.tunnel().links().size() == 2);
        }
    }

    @Test
    void aProgramThatIsNotThereIsLookedForAgain() {
        Path cli = directory.resolve("speedify_cli");
        watch(cli);
        awaitState(TunnelState.NOT_INSTALLED);
        assertThat(errors).isEmpty();
        try (LabSpeedify speedify = LabSpeedify.start(directory)) {
            assertThat(speedify.cli()).isEqualTo(cli);
            awaitState(TunnelState.CONNECTED);
        }
        awaitState(TunnelState.NOT_INSTALLED);
    }

    @Test
    void aDaemonThatHangsIsUnreachableAndItsCallsAreEnded() {
        try (LabSpeedify speedify = LabSpeedify.start(directory)) {
            speedify.daemonHung(true);
            watch(speedify.cli());
            awaitState(TunnelState.UNREACHABLE);
            assertThat(errors).contains("state timeout");
            speedify.daemonHung(false);
            awaitState(TunnelState.CONNECTED);
        }
    }

    @Test
    void aDamagedFeedIsReadOn(CapturedOutput output) throws IOException {
        watch(script("""
                case "$2" in
                state) echo 'noise'; echo '{"state":"LOGGED_IN"}';;
                version) echo 'not json at all'; exit 0;;
                stats)
                  printf '["state",{"state":"CONN'; sleep 0.2; printf 'ECTED"}]\\r\\n'
                  echo 'Error: something'
                  echo '["adapters",[{"adapterID":"usb0","state":"connected"}]]'
                  printf '["adapters",["'; head -c 5000000 /dev/zero | tr '\\0' x; echo '"]]'
                  echo '{"connections":[{"adapterID":"usb0","connected":true,"latencyMs":42}]}'
                  yes 'many words' | head -c 300000 >&2
                  exec sleep 60;;
                *) exit 4;;
                esac"""));
        await().atMost(SOON)
                .until(() -> bond.tunnel().links().stream()
                        .anyMatch(link -> link.carrying() && link.health().latencySeconds() != null));
        assertThat(bond.tunnel().state()).isEqualTo(TunnelState.CONNECTED);
        assertThat(errors).contains("version malformed", "stats malformed");
        assertThat(bond.tunnel().health().noisy()).isTrue();
        assertThat(output.getOut())
                .as("said once, with how the first of it began")
                .containsOnlyOnce("no event: ")
                .contains("no event: Error: something\n");
    }

    @Test
    void aRefusalIsCountedWithTheDaemonsCode() throws IOException {
        watch(script("echo '{\"errorCode\" : 3841, \"errorType\" : \"Timeout waiting for result\"}' >&2; exit 1"));
        awaitState(TunnelState.UNREACHABLE);
        assertThat(errors).contains("state 3841");
    }

    @Test
    void aProgramThatTalksWithoutEndAndStartsOthersIsEndedWithThem() throws IOException {
        watch(script("sleep 300 & yes '[1,2,3]'"));
        awaitState(TunnelState.UNREACHABLE);
        assertThat(errors).contains("state timeout");
        await().atMost(SOON)
                .until(() -> ProcessHandle.current()
                        .descendants()
                        .noneMatch(child -> child.info()
                                .commandLine()
                                .filter(line -> line.contains("sleep 300"))
                                .isPresent()));
    }

    @Test
    void aFeedThatIsNoneIsStartedAnew() throws IOException {
        watch(script("""
                case "$2" in
                state) echo '{"state":"CONNECTED"}';;
                version) echo '{"maj":15,"min":0,"bug":0,"build":0}';;
                stats)
                  echo x >> "${0%/*}/feeds"
                  [ "$(wc -l < "${0%/*}/feeds")" = 1 ] && exec yes 'no event at all'
                  echo '["adapters",[{"adapterID":"usb0","state":"connected"}]]'
                  exec sleep 60;;
                *) echo '[]';;
                esac"""));
        await().atMost(SOON).until(() -> !bond.tunnel().links().isEmpty());
        assertThat(errors).contains("stats flood");
        assertThat(directory.resolve("feeds")).hasContent("x\nx");
    }

    @Test
    void aFeedThatAnEarlierRunLeftBehindIsEndedAndNoOther() throws Exception {
        Process left = new ProcessBuilder("sleep", "300").start();
        Process other = new ProcessBuilder("sleep", "300").start();
        try {
            FeedRecord earlier = new FeedRecord(record(), Path.of("/proc"));
            earlier.started(other.pid());
            Files.writeString(record(), Files.readString(record()).replaceAll("\\d+\\n$", "1\n"));
            assertThat(earlier.endLeftover())
                    .as("the same pid, started at another time")
                    .isFalse();
            earlier.started(left.pid());
            watch(directory.resolve("speedify_cli"));
            assertThat(left.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(other.isAlive()).isTrue();
        } finally {
            left.destroyForcibly();
            other.destroyForcibly();
        }
    }

    private Path record() {
        return directory.resolve("home/speedify-feed");
    }

    private Path script(String body) throws IOException {
        Path cli = directory.resolve("speedify_cli");
        Path fresh = directory.resolve("fresh");
        Files.writeString(fresh, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
        return Files.move(fresh, cli);
    }

    private void watch(Path cli) {
        bond = new SpeedifyBond(
                new SpeedifyBond.Settings(
                        cli,
                        RateUnit.BITS,
                        Map.of(LabSpeedify.FIRST_PHONE, "Vodafone"),
                        Duration.ofMillis(300),
                        directory,
                        record()),
                JsonMapper.shared(),
                (command, code) -> errors.add(command + " " + code),
                events::add,
                Clock.systemUTC(),
                System::nanoTime);
        bond.start();
    }

    private void awaitState(TunnelState state) {
        await().atMost(SOON).until(() -> bond.tunnel().state() == state);
    }
}
