package dev.rucksack.control.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rucksack.control.bonding.Link;
import dev.rucksack.control.bonding.LinkNames;
import dev.rucksack.control.bonding.Tunnel;
import dev.rucksack.control.bonding.TunnelState;
import dev.rucksack.control.bonding.speedify.RateUnit;
import dev.rucksack.control.bonding.speedify.SpeedifyBond;
import dev.rucksack.control.bonding.speedify.SpeedifyControl;
import dev.rucksack.control.bonding.steering.LinkRules;
import dev.rucksack.control.bonding.steering.Steerer;
import dev.rucksack.control.bonding.steering.StreamPolicy;
import dev.rucksack.lab.speedify.LabSpeedify;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** What bonds the links comes and goes: a phone in a made-up tree, and the lab's Speedify. */
class BondingIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    @Test
    void autoTakesSpeedifyWhileItIsInstalledAndThePlainLinksOtherwise() throws IOException {
        try (Bonding bonding = start(BondingProperties.Mode.AUTO)) {
            await().atMost(SOON).until(() -> bonding.bond().tunnel().fresh());
            plug("usb7");
            await().atMost(SOON).until(() -> ids(bonding).equals(List.of("usb7")));
            Tunnel plain = bonding.bond().tunnel();
            assertThat(plain.kind()).isEqualTo(Tunnel.Kind.KERNEL);
            assertThat(plain.state()).isEqualTo(TunnelState.NOT_INSTALLED);
            assertThat(plain.links().get(0).standing().trouble()).isEqualTo("no address yet");
            try (LabSpeedify speedify = LabSpeedify.start(Files.createDirectories(directory.resolve("speedify")))) {
                await().atMost(SOON)
                        .until(() -> ids(bonding).equals(List.of(LabSpeedify.FIRST_PHONE, LabSpeedify.SECOND_PHONE)));
                assertThat(bonding.bond().tunnel().kind()).isEqualTo(Tunnel.Kind.SPEEDIFY);
                assertThat(speedify.cli()).exists();
            }
            await().atMost(SOON).until(() -> bonding.bond().tunnel().kind() == Tunnel.Kind.KERNEL);
        }
    }

    @Test
    void speedifyFindsASignInPageOnALinkThatDoesNotCarry() throws IOException {
        try (LabSpeedify speedify = LabSpeedify.start(Files.createDirectories(directory.resolve("speedify")));
                Bonding bonding = start(BondingProperties.Mode.SPEEDIFY)) {
            await().atMost(SOON).until(() -> ids(bonding).size() == 2);
            speedify.portal(LabSpeedify.SECOND_PHONE, true);
            await().atMost(SOON.plusSeconds(20))
                    .until(() -> bonding.bond().tunnel().links().stream().anyMatch(Link::captive));
            assertThat(bonding.bond().tunnel().links().get(1).captive()).isTrue();
            speedify.portal(LabSpeedify.SECOND_PHONE, false);
            await().atMost(SOON)
                    .until(() -> bonding.bond().tunnel().links().stream().noneMatch(Link::captive));
        }
    }

    @Test
    void withoutABondThereIsNothingToStartOrToSay() {
        try (Bonding bonding = start(BondingProperties.Mode.NONE)) {
            assertThat(bonding.bond().tunnel().state()).isEqualTo(TunnelState.NONE);
            assertThat(bonding.bond().tunnel().links()).isEmpty();
        }
    }

    private Bonding start(BondingProperties.Mode mode) {
        Path sys = directory.resolve("sys");
        BondingProperties properties = new BondingProperties(
                mode,
                new BondingProperties.Links(
                        List.of("auto"),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        "",
                        sys,
                        directory.resolve("proc")));
        Bonding bonding = Bonding.of(
                properties,
                () -> new Bonding.Speedify(
                        new SpeedifyBond(
                                new SpeedifyBond.Settings(
                                        directory.resolve("speedify/speedify_cli"),
                                        RateUnit.BITS,
                                        Map.of(),
                                        Duration.ofMillis(300),
                                        sys,
                                        directory.resolve("feed")),
                                JsonMapper.shared(),
                                (command, code) -> {},
                                event -> {},
                                Clock.systemUTC(),
                                System::nanoTime),
                        new SpeedifyControl(
                                directory.resolve("speedify/speedify_cli"), JsonMapper.shared(), (command, code) -> {}),
                        new Steerer.Settings(StreamPolicy.NOTHING, LinkRules.NONE, directory.resolve("steering"))),
                new LinkNames(directory.resolve("link-names")),
                System::nanoTime);
        bonding.start();
        return bonding;
    }

    /** A phone without an address: the directory last, so that it is whole when it is seen. */
    private void plug(String name) throws IOException {
        Path device = Files.createDirectories(directory.resolve("made").resolve(name));
        Files.createDirectories(device.resolve("device"));
        Files.writeString(device.resolve("operstate"), "up\n");
        Files.writeString(device.resolve("carrier"), "1\n");
        Path net = Files.createDirectories(directory.resolve("sys/class/net"));
        Files.move(device, net.resolve(name));
    }

    private static List<String> ids(Bonding bonding) {
        return bonding.bond().tunnel().links().stream().map(Link::id).toList();
    }
}
