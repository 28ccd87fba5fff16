package dev.rucksack.lab.camera;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockCodeTests {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 29, 65535, 65536, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0xDEADBEEF})
    void aNumberComesBack(int number) {
        assertThat(BlockCode.decode(luma(number, 16, 235))).hasValue(number & 0xFFFF_FFFFL);
        assertThat(BlockCode.decode(luma(number, 60, 130))).as("pale").hasValue(number & 0xFFFF_FFFFL);
    }

    @Test
    void aWrongBlockIsSeen() {
        for (int block = 0; block < BlockCode.ROWS * BlockCode.COLUMNS; block++) {
            int column = block % BlockCode.COLUMNS;
            if (column == 0 || column == BlockCode.COLUMNS - 1) {
                continue;
            }
            double[] luma = luma(4711, 16, 235);
            luma[block] = luma[block] > 100 ? 16 : 235;
            assertThat(BlockCode.decode(luma)).isEmpty();
        }
    }

    @Test
    void aBlockThatIsNeitherBlackNorWhiteIsSeen() {
        double[] luma = luma(4711, 16, 235);
        luma[5] = 125;
        assertThat(BlockCode.decode(luma)).isEmpty();
        assertThat(BlockCode.isPresent(luma)).isTrue();
    }

    @Test
    void aPictureWithoutBlocksHasNone() {
        assertThat(BlockCode.isPresent(new double[BlockCode.ROWS * BlockCode.COLUMNS]))
                .isFalse();
        assertThat(BlockCode.decode(luma(0, 100, 140))).isEmpty();
    }

    @Test
    void aMixOfTwoFramesIsHardlyEverTakenForAThird() {
        Random random = new Random(1);
        int wrong = 0;
        for (int i = 0; i < 20_000; i++) {
            double[] luma = luma(1000 + i, 16, 235);
            double[] other = luma(1001 + i + random.nextInt(30), 16, 235);
            for (int block = 0; block < luma.length; block++) {
                luma[block] = random.nextBoolean() ? luma[block] : other[block];
            }
            long number = BlockCode.decode(luma).orElse(1000 + i);
            wrong += number < 1000 + i || number > 1031 + i ? 1 : 0;
        }
        assertThat(wrong).isLessThan(4);
    }

    private static double[] luma(int number, double black, double white) {
        boolean[] code = BlockCode.encode(number);
        double[] luma = new double[code.length];
        for (int i = 0; i < code.length; i++) {
            luma[i] = code[i] ? white : black;
        }
        return luma;
    }
}
