package dev.rucksack.lab.camera;

import java.util.OptionalLong;

/**
 * A 32-bit number as black and white blocks, made to survive x264 at low bitrates and scaling.
 *
 * <p>Three rows of sixteen blocks between two columns of reference blocks (black and white in turn). The first two rows
 * hold the number in Gray code, so that one frame differs from the next in one of these blocks; the third holds its
 * CRC-16/CCITT. The most significant bit is first; white is 1. The grid covers a fixed share of the picture, so the
 * reader needs to know no size.
 */
public final class BlockCode {

    public static final int ROWS = 3;
    public static final int COLUMNS = 18;

    /** The grid's place in the picture, as fractions of width and height. */
    public static final double LEFT = 0.05;

    public static final double TOP = 0.04;
    public static final double WIDTH = 0.90;
    public static final double HEIGHT = 0.18;

    /** Below this difference between the reference blocks, of 255, there is no code in the picture. */
    static final double LEAST_CONTRAST = 60;

    private static final int DATA_COLUMNS = COLUMNS - 2;
    private static final int DATA_BITS = 32;

    private BlockCode() {}

    /** Which blocks are white, row by row, for a number. */
    public static boolean[] encode(int number) {
        boolean[] white = new boolean[ROWS * COLUMNS];
        long code = (number ^ (number >>> 1)) & 0xFFFF_FFFFL;
        long word = code << 16 | crc(number);
        for (int row = 0; row < ROWS; row++) {
            white[row * COLUMNS] = isWhiteOnTheLeft(row);
            white[row * COLUMNS + COLUMNS - 1] = !isWhiteOnTheLeft(row);
            for (int column = 0; column < DATA_COLUMNS; column++) {
                int bit = DATA_BITS + 16 - 1 - (row * DATA_COLUMNS + column);
                white[row * COLUMNS + 1 + column] = (word >>> bit & 1) == 1;
            }
        }
        return white;
    }

    /** Whether there are reference blocks at all; without them the picture is no picture of the lab's camera. */
    public static boolean isPresent(double[] luma) {
        return reference(luma, true) - reference(luma, false) >= LEAST_CONTRAST;
    }

    /**
     * The number, unsigned, or empty where a block is neither black nor white or the checksum is wrong.
     *
     * @param luma mean brightness of each block, row by row
     */
    public static OptionalLong decode(double[] luma) {
        if (!isPresent(luma)) {
            return OptionalLong.empty();
        }
        double black = reference(luma, false);
        double span = reference(luma, true) - black;
        long word = 0;
        for (int row = 0; row < ROWS; row++) {
            for (int column = 1; column <= DATA_COLUMNS; column++) {
                double level = (luma[row * COLUMNS + column] - black) / span;
                if (level > 0.4 && level < 0.6) {
                    return OptionalLong.empty();
                }
                word = word << 1 | (level >= 0.5 ? 1 : 0);
            }
        }
        int number = ungray((int) (word >>> 16));
        return (word & 0xFFFF) == crc(number) ? OptionalLong.of(number & 0xFFFF_FFFFL) : OptionalLong.empty();
    }

    private static boolean isWhiteOnTheLeft(int row) {
        return row % 2 == 1;
    }

    private static double reference(double[] luma, boolean white) {
        double sum = 0;
        for (int row = 0; row < ROWS; row++) {
            int column = isWhiteOnTheLeft(row) == white ? 0 : COLUMNS - 1;
            sum += luma[row * COLUMNS + column];
        }
        return sum / ROWS;
    }

    private static int ungray(int code) {
        int number = code;
        for (int shift = 1; shift < DATA_BITS; shift <<= 1) {
            number ^= number >>> shift;
        }
        return number;
    }

    /** CRC-16/CCITT-FALSE (polynomial 0x1021, start 0xFFFF) over the number's four bytes. */
    private static int crc(int number) {
        int crc = 0xFFFF;
        for (int shift = 24; shift >= 0; shift -= 8) {
            crc ^= (number >>> shift & 0xFF) << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) != 0 ? crc << 1 ^ 0x1021 : crc << 1;
            }
        }
        return crc & 0xFFFF;
    }
}
