package dev.rucksack.encoder.frame;

import java.nio.ByteBuffer;

/**
 * The built-in slate, in the page's look: the crossed rectangle, how long there has been no picture, and below it the mark with
 * its ten lamps as the board shows them. Measures are those of a picture of 1280 × 720 and grow and shrink with it.
 */
final class SlateDrawing {

    private static final Ink BONE = Ink.rgb(0xF4EFE3);
    private static final Ink SOFT = Ink.rgb(0xBDB5A4);
    private static final Ink LIVE = Ink.rgb(0xFF6347);

    private static final String NOTE = "The stream goes on";
    private static final String NAME = "rucksack";

    private static final float SYMBOL = 176;
    private static final float SYMBOL_MIDDLE = -104;
    private static final float WORD = 62;
    private static final float WORD_BASE = 74;
    private static final float NOTE_SIZE = 29;
    private static final float NOTE_BASE = 132;
    private static final float MARK = 58;
    private static final float MARK_ABOVE_EDGE = 64;
    private static final float NAME_SIZE = 27;
    private static final float NAME_GAP = 15;

    private final PictureSize size;
    private final float unit;
    private final Lettering letters = Lettering.load();
    private final Coverage coverage;

    SlateDrawing(PictureSize size) {
        this.size = size;
        this.unit = Math.min(size.width() / 1280f, size.height() / 720f);
        int widest = (int) Math.ceil(SYMBOL * unit) + 4;
        this.coverage = new Coverage(widest * widest);
    }

    /** Everything but the words that change. */
    void ground(Frame frame) {
        frame.paint(Ink.BLACK, Ink.NO_COLOUR);
        ByteBuffer planes = frame.target();
        symbol(planes);
        text(planes, NOTE, NOTE_SIZE * unit, middle(NOTE, NOTE_SIZE), line(NOTE_BASE), SOFT);
        mark(planes);
    }

    /** How long there has been no picture, in place of what stood there. */
    void words(Frame frame, String words) {
        ByteBuffer planes = frame.target();
        int top = Math.max(0, even(line(WORD_BASE - WORD)));
        int bottom = Math.min(size.height(), even(line(WORD_BASE + WORD * 0.3f)));
        int rows = bottom - top;
        int quarter = size.pixels() / 4;
        frame.fill(top * size.width(), rows * size.width(), Ink.BLACK);
        frame.fill(size.pixels() + top * size.width() / 4, rows * size.width() / 4, Ink.NO_COLOUR);
        frame.fill(size.pixels() + quarter + top * size.width() / 4, rows * size.width() / 4, Ink.NO_COLOUR);
        text(planes, words, WORD * unit, middle(words, WORD), line(WORD_BASE), BONE);
    }

    private float middle(String text, float textSize) {
        return (size.width() - letters.width(text, textSize * unit)) / 2;
    }

    private float line(float below) {
        return size.height() / 2f + below * unit;
    }

    private static int even(float place) {
        return (int) place & ~1;
    }

    /** The page's crossed rectangle, in its own units of 64 a side. */
    private void symbol(ByteBuffer planes) {
        float side = SYMBOL * unit;
        int left = even((size.width() - side) / 2);
        int top = even(line(SYMBOL_MIDDLE) - side / 2);
        if (!coverage.begin((int) Math.ceil(side) + 2, (int) Math.ceil(side) + 2)) {
            return;
        }
        float s = side / 64;
        float half = 2.6f;
        coverage.polygon(
                scaled(s, 6 - half, 11 - half, 58 + half, 11 - half, 58 + half, 53 + half, 6 - half, 53 + half));
        coverage.polygon(
                scaled(s, 6 + half, 11 + half, 6 + half, 53 - half, 58 - half, 53 - half, 58 - half, 11 + half));
        // both diagonals as bands of the same width, ending within the frame
        float acrossX = half * 42 / 66.8f;
        float acrossY = half * 52 / 66.8f;
        coverage.polygon(scaled(
                s,
                6 + acrossX,
                11 - acrossY,
                58 + acrossX,
                53 - acrossY,
                58 - acrossX,
                53 + acrossY,
                6 - acrossX,
                11 + acrossY));
        coverage.polygon(scaled(
                s,
                58 + acrossX,
                11 + acrossY,
                6 + acrossX,
                53 + acrossY,
                6 - acrossX,
                53 - acrossY,
                58 - acrossX,
                11 - acrossY));
        coverage.end();
        lay(planes, left, top, BONE);
    }

    private static float[] scaled(float scale, float... corners) {
        float[] scaled = new float[corners.length];
        for (int i = 0; i < corners.length; i++) {
            scaled[i] = corners[i] * scale;
        }
        return scaled;
    }

    /** Ten lamps in a ring, red and white in turn: lamps 0 to 4 down the left, 5 to 9 up the right, as on the board. */
    private void mark(ByteBuffer planes) {
        float ring = MARK * unit;
        float nameWidth = letters.width(NAME, NAME_SIZE * unit);
        float left = (size.width() - ring - NAME_GAP * unit - nameWidth) / 2;
        float middleY = size.height() - MARK_ABOVE_EDGE * unit;
        float s = ring / 36;
        for (int lamp = 0; lamp < 10; lamp++) {
            double angle = (lamp < 5 ? 11 - lamp : 10 - lamp) * Math.PI / 6;
            float x = left + (18 + 14 * (float) Math.sin(angle)) * s;
            float y = middleY - 14 * (float) Math.cos(angle) * s;
            disc(planes, x, y, 2.9f * s, lamp % 2 == 0 ? LIVE : BONE);
        }
        text(planes, NAME, NAME_SIZE * unit, left + ring + NAME_GAP * unit, middleY + NAME_SIZE * 0.27f * unit, BONE);
    }

    private void disc(ByteBuffer planes, float x, float y, float radius, Ink ink) {
        int left = even(x - radius - 1);
        int top = even(y - radius - 1);
        int side = (int) Math.ceil(2 * radius) + 4;
        if (coverage.begin(side, side)) {
            coverage.disc(x - left, y - top, radius);
            coverage.end();
            lay(planes, left, top, ink);
        }
    }

    private void text(ByteBuffer planes, String text, float textSize, float left, float baseline, Ink ink) {
        float x = left;
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            float advance = letters.advance(letter, textSize);
            int boxLeft = even(x - 2);
            int boxTop = even(baseline - textSize);
            if (coverage.begin((int) Math.ceil(advance) + 6, (int) Math.ceil(textSize * 1.3f) + 2)) {
                letters.outline(letter, textSize, x - boxLeft, baseline - boxTop, coverage);
                coverage.end();
                lay(planes, boxLeft, boxTop, ink);
            }
            x += advance;
        }
    }

    /** Lays the shape over the picture; its box begins at even places, so that each chroma sample has its four pixels. */
    private void lay(ByteBuffer planes, int left, int top, Ink ink) {
        for (int y = 0; y < coverage.height(); y += 2) {
            for (int x = 0; x < coverage.width(); x += 2) {
                float sum = luma(planes, left, top, x, y, ink)
                        + luma(planes, left, top, x + 1, y, ink)
                        + luma(planes, left, top, x, y + 1, ink)
                        + luma(planes, left, top, x + 1, y + 1, ink);
                if (sum > 0 && within(left + x, top + y)) {
                    int at = size.pixels() + (top + y) / 2 * (size.width() / 2) + (left + x) / 2;
                    mix(planes, at, ink.blue(), sum / 4);
                    mix(planes, at + size.pixels() / 4, ink.red(), sum / 4);
                }
            }
        }
    }

    private float luma(ByteBuffer planes, int left, int top, int x, int y, Ink ink) {
        float covered = coverage.at(x, y);
        if (covered > 0 && within(left + x, top + y)) {
            mix(planes, (top + y) * size.width() + left + x, ink.luma(), covered);
        }
        return covered;
    }

    private boolean within(int x, int y) {
        return x >= 0 && y >= 0 && x < size.width() && y < size.height();
    }

    private static void mix(ByteBuffer planes, int at, int value, float share) {
        int before = planes.get(at) & 0xff;
        planes.put(at, (byte) Math.round(before + (value - before) * share));
    }
}
