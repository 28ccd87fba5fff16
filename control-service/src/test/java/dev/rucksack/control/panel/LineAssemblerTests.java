package dev.rucksack.control.panel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineAssemblerTests {

    private final List<String> lines = new ArrayList<>();
    private int overlong;
    private final LineAssembler assembler = new LineAssembler();

    @Test
    void joinsWhatArrivesInPieces() {
        accept("pre");
        accept("ss a\r");
        assertThat(lines).isEmpty();
        accept("\npress b\n");
        assertThat(lines).containsExactly("press a", "press b");
    }

    @Test
    void keepsALineOfSixtyFourBytesAndDropsOneOfSixtyFive() {
        accept("x".repeat(64) + "\n" + "y".repeat(65) + "\npress a\n");
        assertThat(lines).containsExactly("x".repeat(64), "press a");
        assertThat(overlong).isOne();
    }

    @Test
    void dropsTenKilobytesAndHearsTheNextLine() {
        accept("z".repeat(10_240));
        accept("\npress b\n");
        assertThat(lines).containsExactly("press b");
        assertThat(overlong).isOne();
    }

    @Test
    void aLineThatNeverEndsIsToldOnceItIsTooLong() {
        accept("z".repeat(64));
        assertThat(overlong).isZero();
        accept("z");
        assertThat(overlong).isOne();
        accept("z".repeat(10_240));
        assertThat(overlong).isOne();
        assertThat(lines).isEmpty();
    }

    @Test
    void ignoresEmptyLines() {
        accept("\n\r\n\n1\n");
        assertThat(lines).containsExactly("1");
    }

    @Test
    void survivesEveryByte() {
        byte[] noise = new byte[100_000];
        new Random(7).nextBytes(noise);
        assembler.accept(noise, noise.length, lines::add, () -> overlong++);
        lines.clear();
        accept("\npress a\n");
        assertThat(lines).endsWith("press a");
    }

    private void accept(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        assembler.accept(bytes, bytes.length, lines::add, () -> overlong++);
    }
}
