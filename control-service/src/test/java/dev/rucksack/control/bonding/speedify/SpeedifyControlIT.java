package dev.rucksack.control.bonding.speedify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rucksack.control.bonding.Priority;
import dev.rucksack.control.bonding.steering.SteeringException;
import dev.rucksack.control.bonding.steering.StreamRules;
import dev.rucksack.control.bonding.steering.TunnelSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** Where versions differ and what failures mean, by real processes: scripts that answer as those versions do. */
class SpeedifyControlIT {

    @TempDir
    Path directory;

    private final List<String> errors = new ArrayList<>();

    @Test
    void aVersionWithoutAutomaticGetsWhatItWouldHaveChosen() throws Exception {
        SpeedifyControl control = cli("""
                case "$2 $3 $5" in
                "show adapters "*) ;;
                "adapter priority automatic") echo 'Invalid parameters' >&2; exit 2;;
                "adapter priority "*) echo "$5" > "$0.$4";;
                *) exit 4;;
                esac
                p() { cat "$0.$1" 2>/dev/null || echo never; }
                echo "[{\\"adapterID\\":\\"usb0\\",\\"type\\":\\"Cellular\\",\\"priority\\":\\"$(p usb0)\\"},{\\"adapterID\\":\\"eth0\\",\\"type\\":\\"Ethernet\\",\\"priority\\":\\"$(p eth0)\\"}]"
                """);
        assertThat(control.priority("usb0", Priority.AUTOMATIC).get("usb0").priority())
                .isEqualTo(Priority.SECONDARY);
        assertThat(control.priority("eth0", Priority.AUTOMATIC).get("eth0").priority())
                .isEqualTo(Priority.ALWAYS);
        assertThat(errors).containsExactly("adapter priority 2", "adapter priority 2");
    }

    @Test
    void aVersionWithOneRateLimitGetsTheLowerOne() throws Exception {
        SpeedifyControl control = cli("""
                [ $# = 5 ] || { echo 'Invalid parameters' >&2; exit 2; }
                echo "$5" > "$0.rate"
                echo "[{\\"adapterID\\":\\"usb0\\",\\"rateLimit\\":$(($5 / 8))}]"
                """);
        control.rateLimit("usb0", 8_000_000, 4_000_000);
        assertThat(Files.readString(directory.resolve("speedify_cli.rate"))).isEqualTo("4000000\n");
        control.rateLimit("usb0", 0, 4_000_000);
        assertThat(Files.readString(directory.resolve("speedify_cli.rate"))).isEqualTo("4000000\n");
    }

    @Test
    void rulesAreReadWithTheirRangesAndOddOnesAreTold() throws Exception {
        SpeedifyControl control = cli("""
                echo '{"domains":["a.example.org","a.example.org"],"ipv4":[{"odd":1}],
                  "ports":[{"port":1935,"protocol":"tcp"},{"port":9000.0,"portRangeEnd":"9010","protocol":"UDP"},"53/udp"]}'
                """);
        StreamRules rules = control.rules();
        assertThat(rules.entries())
                .isEqualTo(Map.of(
                        StreamRules.Kind.DOMAINS, Set.of("a.example.org"),
                        StreamRules.Kind.IPV4, Set.of(),
                        StreamRules.Kind.PORTS, Set.of("1935/tcp", "9000-9010/udp", "53/udp")));
        assertThat(rules.unreadable()).containsExactly(StreamRules.Kind.IPV4);
    }

    @Test
    void wordsThatAreNotKnownAreUnknown() throws Exception {
        SpeedifyControl control = cli("echo '{\"bondingMode\":\"warp\",\"transportMode\":7}'");
        assertThat(control.settings()).isEqualTo(new TunnelSettings(null, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "echo '{\"errorCode\":1025,\"errorType\":\"No server\"}' >&2; exit 1      | REFUSED       | 1025",
                "echo '{\"errorCode\":3841,\"errorType\":\"Timeout waiting\"}' >&2; exit 1 | SILENT        | 3841",
                "echo 'Something' >&2; exit 1                                              | REFUSED       | 1",
                "echo 'Invalid parameters' >&2; exit 2                                     | UNKNOWN_TO_IT | 2",
                "echo 'Missing parameters' >&2; exit 3                                     | UNKNOWN_TO_IT | 3",
                "echo 'speedify_cli v9' >&2; exit 4                                        | UNKNOWN_TO_IT | 4",
                "echo 'not json'                                                           | REFUSED       | malformed",
                "echo '[]'                                                                 | REFUSED       | malformed",
                "kill -9 $$                                                                | REFUSED       | 137",
            })
    void aFailureHasItsMeaning(String script, SteeringException.Kind kind, String code) throws Exception {
        SpeedifyControl control = cli(script);
        assertThatThrownBy(control::settings)
                .isInstanceOfSatisfying(
                        SteeringException.class, e -> assertThat(e.kind()).isEqualTo(kind))
                .hasMessageContaining(code);
    }

    @Test
    void whatCannotBeAnAdapterIsNotCalledFor() throws Exception {
        SpeedifyControl control = cli("touch \"$0.called\"; echo '[]'");
        assertThatThrownBy(() -> control.priority("usb 0", Priority.NEVER))
                .isInstanceOfSatisfying(
                        SteeringException.class,
                        e -> assertThat(e.kind()).isEqualTo(SteeringException.Kind.UNKNOWN_TO_IT));
        assertThatThrownBy(() -> control.dayCap("", 1)).isInstanceOf(SteeringException.class);
        assertThat(directory.resolve("speedify_cli.called")).doesNotExist();
        control.priority("usb0", Priority.NEVER);
        assertThat(directory.resolve("speedify_cli.called")).exists();
    }

    @Test
    void whatAPersonTypesIsOneArgumentAndNoLabel() throws Exception {
        SpeedifyControl control = cli("printf '%s\\n' \"$@\" > \"$0.said\"; exit 2");
        assertThatThrownBy(() -> control.connect("x; reboot")).isInstanceOf(SteeringException.class);
        assertThat(Files.readAllLines(directory.resolve("speedify_cli.said")))
                .containsExactly("-s", "connect", "x; reboot");
        assertThat(errors).containsExactly("connect 2");
        assertThatThrownBy(() -> control.set(StreamRules.Kind.DOMAINS, Set.of()))
                .isInstanceOf(SteeringException.class);
        assertThat(Files.readAllLines(directory.resolve("speedify_cli.said")))
                .containsExactly("-s", "streaming", "domains", "set", "");
    }

    @Test
    void aProgramThatIsNotThereIsGone() {
        SpeedifyControl control =
                new SpeedifyControl(directory.resolve("nothing"), JsonMapper.shared(), (command, code) -> {});
        assertThatThrownBy(control::settings)
                .isInstanceOfSatisfying(
                        SteeringException.class, e -> assertThat(e.kind()).isEqualTo(SteeringException.Kind.GONE));
    }

    private SpeedifyControl cli(String body) throws IOException {
        Path cli = directory.resolve("speedify_cli");
        Path fresh = directory.resolve("fresh");
        Files.writeString(fresh, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.move(fresh, cli);
        return new SpeedifyControl(cli, JsonMapper.shared(), (command, code) -> errors.add(command + " " + code));
    }
}
