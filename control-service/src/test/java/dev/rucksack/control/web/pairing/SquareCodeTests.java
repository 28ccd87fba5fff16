package dev.rucksack.control.web.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SquareCodeTests {

    @Test
    void thePathHoldsTheFinderPatternsOfThreeCorners() {
        SquareCode square = SquareCode.of("http://192.168.1.20:8080/pair?code=ABCD2345");
        assertThat((square.size() - 17) % 4).isZero();
        int far = square.size() - 1;
        assertThat(square.path()).contains("M0 0h1v1h-1z", "M" + far + " 0h1v1h-1z", "M0 " + far + "h1v1h-1z");
        assertThat(square.path()).doesNotContain("M7 7h");
    }

    @Test
    void aTerminalGetsTwoRowsInOneLineWithALightMargin() {
        String[] lines = SquareCode.forTerminal("http://10.0.0.1:8080/pair?code=ABCD2345")
                .split("\n");
        assertThat(lines).allMatch(line -> line.length() == lines[0].length());
        assertThat(lines[0]).matches("█+");
        assertThat(lines.length).isEqualTo((lines[0].length() + 1) / 2);
    }
}
