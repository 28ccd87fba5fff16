package dev.rucksack.control.panel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PanelLineTests {

    static Stream<Arguments> lines() {
        return Stream.of(
                Arguments.of("press a", new PanelLine.Press(Button.A)),
                Arguments.of("press b", new PanelLine.Press(Button.B)),
                Arguments.of("1", new PanelLine.Press(Button.A)),
                Arguments.of("2", new PanelLine.Press(Button.B)),
                Arguments.of("3", new PanelLine.Switch(null)),
                Arguments.of("switch on", new PanelLine.Switch(true)),
                Arguments.of("switch off", new PanelLine.Switch(false)),
                Arguments.of("ack 17", new PanelLine.Ack(17)),
                Arguments.of("ack 999999999999999999", new PanelLine.Ack(999_999_999_999_999_999L)),
                Arguments.of("rucksack 1", new PanelLine.Hello("rucksack 1")),
                Arguments.of("ack", new PanelLine.Noise()),
                Arguments.of("ack -1", new PanelLine.Noise()),
                Arguments.of("ack 9999999999999999999", new PanelLine.Noise()),
                Arguments.of("press", new PanelLine.Noise()),
                Arguments.of("press c", new PanelLine.Noise()),
                Arguments.of("PRESS A", new PanelLine.Noise()),
                Arguments.of(" press a", new PanelLine.Noise()),
                Arguments.of("press a ", new PanelLine.Noise()),
                Arguments.of("11", new PanelLine.Noise()),
                Arguments.of("rucksack", new PanelLine.Noise()),
                Arguments.of("rucksack one", new PanelLine.Noise()),
                Arguments.of("Adafruit CircuitPython 9.2.1 on 2024-11-20", new PanelLine.Noise()),
                Arguments.of(">>> ", new PanelLine.Noise()));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void understandsTheContractsLinesAndNothingElse(String line, PanelLine expected) {
        assertThat(PanelLine.parse(line)).isEqualTo(expected);
    }
}
