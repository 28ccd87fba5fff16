package dev.rucksack.encoder.frame;

import java.util.Arrays;

/**
 * How much of each pixel lies within an outline, exact to its area. Each edge leaves its signed area in the pixels that it
 * crosses; summed along a row they give the coverage. Outlines of one shape run the same way round, holes the other way.
 * Allocates nothing after it was made. Not thread-safe.
 */
final class Coverage {

    /** Straight pieces for a curve of this size: deviates by less than a twentieth of a pixel. */
    private static final float PIECE = 6;

    private final float[] area;
    private int width;
    private int height;
    private float startX;
    private float startY;
    private float atX;
    private float atY;

    /** @param mostPixels of the largest shape's box */
    Coverage(int mostPixels) {
        area = new float[mostPixels + 2];
    }

    /** Begins a shape in a box of this size. False if there is no room for it. */
    boolean begin(int boxWidth, int boxHeight) {
        if (boxWidth <= 0 || boxHeight <= 0 || (long) boxWidth * boxHeight > area.length - 2) {
            return false;
        }
        width = boxWidth;
        height = boxHeight;
        Arrays.fill(area, 0, width * height + 2, 0);
        return true;
    }

    void move(float x, float y) {
        startX = x;
        startY = y;
        atX = x;
        atY = y;
    }

    void close() {
        line(startX, startY);
    }

    void line(float x, float y) {
        if (y >= atY) {
            edge(atX, atY, x, y, 1);
        } else {
            edge(x, y, atX, atY, -1);
        }
        atX = x;
        atY = y;
    }

    void curve(float controlX, float controlY, float x, float y) {
        float fromX = atX;
        float fromY = atY;
        float size = Math.abs(controlX - fromX)
                + Math.abs(controlY - fromY)
                + Math.abs(x - controlX)
                + Math.abs(y - controlY);
        int pieces = Math.max(2, (int) (size / PIECE));
        for (int i = 1; i <= pieces; i++) {
            float t = (float) i / pieces;
            float s = 1 - t;
            line(s * s * fromX + 2 * s * t * controlX + t * t * x, s * s * fromY + 2 * s * t * controlY + t * t * y);
        }
    }

    /** A convex or any other polygon, as x, y in turn. */
    void polygon(float... corners) {
        move(corners[0], corners[1]);
        for (int i = 2; i < corners.length; i += 2) {
            line(corners[i], corners[i + 1]);
        }
        close();
    }

    void disc(float x, float y, float radius) {
        move(x + radius, y);
        int pieces = 48;
        for (int i = 1; i <= pieces; i++) {
            double angle = 2 * Math.PI * i / pieces;
            line(x + radius * (float) Math.cos(angle), y + radius * (float) Math.sin(angle));
        }
    }

    /** Ends the shape: from here on {@link #at} tells. */
    void end() {
        for (int y = 0; y < height; y++) {
            float sum = 0;
            for (int i = y * width; i < (y + 1) * width; i++) {
                sum += area[i];
                area[i] = Math.min(1, Math.abs(sum));
            }
        }
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** 0 to 1; 0 outside of the box. */
    float at(int x, int y) {
        return x < 0 || y < 0 || x >= width || y >= height ? 0 : area[y * width + x];
    }

    private void edge(float topX, float topY, float bottomX, float bottomY, float direction) {
        if (topY == bottomY || bottomY <= 0 || topY >= height) {
            return;
        }
        float slope = (bottomX - topX) / (bottomY - topY);
        int last = Math.min(height, (int) Math.ceil(bottomY));
        for (int row = Math.max(0, (int) topY); row < last; row++) {
            float from = Math.max(topY, row);
            float to = Math.min(bottomY, row + 1);
            float one = inside(topX + (from - topY) * slope);
            float two = inside(topX + (to - topY) * slope);
            spread(row * width, Math.min(one, two), Math.max(one, two), direction * (to - from));
        }
    }

    private float inside(float x) {
        return Math.max(0, Math.min(width, x));
    }

    /** Gives {@code part} of a row's height to the pixels between two places, and to all pixels right of them. */
    private void spread(int row, float left, float right, float part) {
        int first = Math.min((int) left, width - 1);
        if (right <= first + 1) {
            float middle = (left + right) / 2 - first;
            area[row + first] += part * (1 - middle);
            carry(row, first + 1, part * middle);
            return;
        }
        float given = 0;
        float share = 1 / (right - left);
        for (int x = first; x < right; x++) {
            float begin = Math.max(left, x);
            float end = Math.min(right, x + 1);
            // what lies left of this pixel's end: covered wholly; within it: by its triangle
            float covered = (begin - left) * share + (end - begin) * share * (x + 1 - (begin + end) / 2);
            float sum = part * covered;
            carry(row, x, sum - given);
            given = sum;
        }
        carry(row, (int) Math.ceil(right), part - given);
    }

    private void carry(int row, int x, float value) {
        if (x < width) {
            area[row + x] += value;
        }
    }
}
