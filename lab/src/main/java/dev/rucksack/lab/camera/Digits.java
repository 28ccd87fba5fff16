package dev.rucksack.lab.camera;

/** Digits of seven segments, because a bare JDK has no fonts. */
final class Digits {

    /** Segments a to g of each digit, bit 0 is a (top), clockwise, g is the middle. */
    private static final int[] SEGMENTS = {0x3F, 0x06, 0x5B, 0x4F, 0x66, 0x6D, 0x7D, 0x07, 0x7F, 0x6F};

    private Digits() {}

    static int width(String text, int high) {
        int width = 0;
        for (char c : text.toCharArray()) {
            width += advance(c, high);
        }
        return width;
    }

    private static int advance(char c, int high) {
        return c == ':' || c == '.' ? high / 3 : high * 7 / 10;
    }

    static void draw(Canvas canvas, String text, int left, int top, int high, Canvas.Colour colour) {
        int thick = Math.max(2, high / 8);
        int wide = high / 2;
        int x = left;
        for (char c : text.toCharArray()) {
            if (c == ':') {
                canvas.fill(x, top + high / 3 - thick / 2, thick, thick, colour);
                canvas.fill(x, top + high * 2 / 3 - thick / 2, thick, thick, colour);
            } else if (c >= '0' && c <= '9') {
                digit(canvas, SEGMENTS[c - '0'], x, top, wide, high, thick, colour);
            }
            x += advance(c, high);
        }
    }

    private static void digit(
            Canvas canvas, int segments, int x, int y, int wide, int high, int thick, Canvas.Colour colour) {
        int half = high / 2;
        int right = x + wide - thick;
        int middle = y + half - thick / 2;
        int[][] places = {
            {x, y, wide, thick},
            {right, y, thick, half},
            {right, y + half, thick, high - half},
            {x, y + high - thick, wide, thick},
            {x, y + half, thick, high - half},
            {x, y, thick, half},
            {x, middle, wide, thick}
        };
        for (int i = 0; i < places.length; i++) {
            if ((segments >> i & 1) == 1) {
                canvas.fill(places[i][0], places[i][1], places[i][2], places[i][3], colour);
            }
        }
    }
}
