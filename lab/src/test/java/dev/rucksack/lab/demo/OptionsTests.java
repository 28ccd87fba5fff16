package dev.rucksack.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTests {

    private static final Path ROOT = Path.of("/somewhere");

    @Test
    void withoutWordsItRunsUntilItIsStopped() {
        assertThat(Options.parse(List.of(), ROOT)).isEqualTo(new Options(0, 1280, 720, "30", 8080, 8081, ROOT));
    }

    @Test
    void everythingCanBeTold() {
        assertThat(Options.parse(
                        List.of(
                                "--seconds",
                                "20",
                                "--size",
                                "640x360",
                                "--rate",
                                "30000/1001",
                                "--control-port",
                                "9000",
                                "--encoder-port",
                                "9001"),
                        ROOT))
                .isEqualTo(new Options(20, 640, 360, "30000/1001", 9000, 9001, ROOT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--seconds", "--seconds 0", "--seconds x", "--size 640", "--size 9x9", "--what 1", "live"})
    void whatIsWrongIsTold(String words) {
        assertThatThrownBy(() -> Options.parse(List.of(words.split(" ")), ROOT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith(".");
    }
}
