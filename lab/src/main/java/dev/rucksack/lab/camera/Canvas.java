package dev.rucksack.lab.camera;

import java.util.Arrays;

/** An I420 picture in one array, as ffmpeg's {@code yuv420p}: full-size luma, then two quarter-size planes of colour. */
final class Canvas {

    /** A colour in limited-range BT.601. */
    record Colour(int y, int u, int v) {
        static final Colour BLACK = new Colour(16, 128, 128);
        static final Colour WHITE = new Colour(235, 128, 128);

        static Colour rgb(int rgb) {
            int r = rgb >> 16 & 0xFF;
            int g = rgb >> 8 & 0xFF;
            int b = rgb & 0xFF;
            return new Colour(
                    (int) Math.round(16 + 0.257 * r + 0.504 * g + 0.098 * b),
                    (int) Math.round(128 - 0.148 * r - 0.291 * g + 0.439 * b),
                    (int) Math.round(128 + 0.439 * r - 0.368 * g - 0.071 * b));
        }
    }

    final int width;
    final int height;
    final byte[] bytes;
    private final int uStart;
    private final int vStart;

    Canvas(int width, int height) {
        if (width <= 0 || height <= 0 || width % 2 != 0 || height % 2 != 0) {
            throw new IllegalArgumentException("Width and height must be even, not " + width + "x" + height);
        }
        this.width = width;
        this.height = height;
        uStart = width * height;
        vStart = uStart + uStart / 4;
        bytes = new byte[uStart * 3 / 2];
    }

    /** Fills a rectangle, cut to the picture; colour is set for every touched pair of pixels. */
    void fill(int left, int top, int wide, int high, Colour colour) {
        int right = Math.min(width, left + wide);
        int bottom = Math.min(height, top + high);
        int x = Math.max(0, left);
        int y0 = Math.max(0, top);
        if (x >= right || y0 >= bottom) {
            return;
        }
        for (int y = y0; y < bottom; y++) {
            Arrays.fill(bytes, y * width + x, y * width + right, (byte) colour.y());
        }
        for (int y = y0 / 2; y < (bottom + 1) / 2; y++) {
            int from = y * (width / 2) + x / 2;
            int to = y * (width / 2) + (right + 1) / 2;
            Arrays.fill(bytes, uStart + from, uStart + to, (byte) colour.u());
            Arrays.fill(bytes, vStart + from, vStart + to, (byte) colour.v());
        }
    }

    /** Copies rows of a wider picture that goes round and round, from a column on. Both heights are the same. */
    void scrollFrom(Canvas strip, int column) {
        int even = column & ~1;
        copyPlane(strip, 0, 0, width, height, strip.width, even);
        copyPlane(strip, uStart, strip.uStart, width / 2, height / 2, strip.width / 2, even / 2);
        copyPlane(strip, vStart, strip.vStart, width / 2, height / 2, strip.width / 2, even / 2);
    }

    private void copyPlane(Canvas strip, int to, int from, int wide, int high, int stripWide, int column) {
        int first = Math.min(wide, stripWide - column);
        for (int y = 0; y < high; y++) {
            int source = from + y * stripWide;
            int target = to + y * wide;
            System.arraycopy(strip.bytes, source + column, bytes, target, first);
            System.arraycopy(strip.bytes, source, bytes, target + first, wide - first);
        }
    }
}
