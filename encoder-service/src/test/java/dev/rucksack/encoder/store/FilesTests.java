package dev.rucksack.encoder.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rucksack.encoder.settings.Settings;
import dev.rucksack.encoder.settings.SettingsStore;
import dev.rucksack.encoder.settings.SettingsTree;
import dev.rucksack.encoder.stream.LifeProof;
import dev.rucksack.encoder.stream.StreamOrder;
import dev.rucksack.encoder.stream.StreamOrder.Wish;
import dev.rucksack.encoder.stream.TimeMark;
import dev.rucksack.encoder.uplink.StreamKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilesTests {

    @TempDir
    Path home;

    private final Clock clock = Clock.fixed(Instant.parse("2026-11-22T07:30:00Z"), ZoneOffset.UTC);

    @Test
    void settingsComeBackAsTheyWereSavedAndAreNobodyElses() throws Exception {
        SettingsFile file = new SettingsFile(home, Settings.DEFAULTS);
        assertThat(file.load()).isEmpty();
        Settings settings = SettingsTree.merge(
                Settings.DEFAULTS,
                Map.of("capture", Map.of("rate", "30000/1001", "device", "/dev/v4l/by-id/x: y # z")));
        file.save(settings);
        assertThat(file.load()).contains(settings);
        assertThat(mode("settings.yaml")).isEqualTo("rw-------");
        assertThat(home.toFile().list()).containsExactly("settings.yaml");
    }

    @Test
    void aFileWrittenByHandMayBePartial() throws Exception {
        Files.writeString(home.resolve("settings.yaml"), "capture:\n  rate: 25\n");
        assertThat(new SettingsFile(home, Settings.DEFAULTS)
                        .load()
                        .orElseThrow()
                        .capture()
                        .rate()
                        .toString())
                .isEqualTo("25");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "capture: [",
                "\tcapture: 1",
                "just words",
                "- a\n- b",
                "capture:\n  width: wide\n",
                "x: !!javax.script.ScriptEngineManager []\n",
                "a: &a [*a]\n",
                "\u0000\u0001"
            })
    void whatCannotBeUnderstoodIsKeptAside(String content) throws Exception {
        Path broken = Files.writeString(home.resolve("settings.yaml"), content);
        Files.setLastModifiedTime(broken, FileTime.from(Instant.parse("2026-11-22T07:30:00Z")));
        SettingsFile file = new SettingsFile(home, Settings.DEFAULTS);
        assertThatThrownBy(file::load).isInstanceOf(SettingsStore.UnreadableException.class);
        assertThatThrownBy(file::load).isInstanceOf(SettingsStore.UnreadableException.class);
        assertThat(home)
                .as("one copy")
                .isDirectoryContaining("glob:**.unreadable-*")
                .satisfies(directory -> {
                    try (var all = Files.list(directory)) {
                        assertThat(all).hasSize(2);
                    }
                });
        file.save(Settings.DEFAULTS);
        assertThat(home.resolve("settings.yaml.unreadable-20261122-073000")).hasContent(content);
        assertThat(file.load()).contains(Settings.DEFAULTS);
    }

    @Test
    void whereItCannotBeUnderstoodIsSaid() throws Exception {
        Files.writeString(home.resolve("settings.yaml"), "capture:\n  rate: 25\nsound: [alsa\n");
        assertThatThrownBy(new SettingsFile(home, Settings.DEFAULTS)::load)
                .hasMessageStartingWith("settings.yaml, line 4: ");
        Files.writeString(home.resolve("settings.yaml"), "just words");
        assertThatThrownBy(new SettingsFile(home, Settings.DEFAULTS)::load)
                .hasMessage("settings.yaml: it is not a tree of settings");
    }

    @Test
    void theKeyIsKeptForUsAloneAndForgotten() throws Exception {
        KeyFile file = new KeyFile(home);
        assertThat(file.load()).isEmpty();
        file.save(new StreamKey("live_1"));
        file.save(new StreamKey("live_2"));
        assertThat(file.load()).contains(new StreamKey("live_2"));
        assertThat(mode("stream-key")).isEqualTo("rw-------");
        file.delete();
        file.delete();
        assertThat(file.load()).isEmpty();
    }

    @Test
    void theOrderComesBack() throws Exception {
        OrderFile file = new OrderFile(home, clock);
        assertThat(file.load()).isEmpty();
        file.save(new StreamOrder(Wish.LIVE, 7));
        assertThat(file.load()).contains(new StreamOrder(Wish.LIVE, 7));
        Files.writeString(home.resolve("order.json"), "{\"wanted");
        assertThatThrownBy(file::load).isInstanceOf(java.io.IOException.class);
    }

    @Test
    void theProofOfLifeComesBack() throws Exception {
        ProofFile file = new ProofFile(home);
        assertThat(file.load()).isEmpty();
        TimeMark mark =
                new TimeMark("a-boot", Duration.ofMillis(1_234_560), Instant.parse("2026-11-22T07:30:00Z"), true);
        LifeProof proof = new LifeProof(7, mark, true, false, Duration.ofMillis(61_500), true);
        file.save(new LifeProof(6, mark, false, true, Duration.ZERO, false));
        file.save(proof);
        assertThat(file.load()).contains(proof);
        assertThat(Files.size(home.resolve("alive.json"))).isLessThan(512);
        for (String damage : List.of("{\"revi", "", "{}")) {
            Files.writeString(home.resolve("alive.json"), damage);
            assertThatThrownBy(file::load).isInstanceOf(java.io.IOException.class);
        }
    }

    private String mode(String name) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(name)));
    }
}
