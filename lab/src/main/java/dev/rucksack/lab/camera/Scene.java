package dev.rucksack.lab.camera;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Random;

/**
 * What the camera sees: a walk through a town at dusk, a clock, the frame's number, a flash. Drawn once; a frame is a
 * copy of rows and a few rectangles.
 */
final class Scene {

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());
    private static final Canvas.Colour BONE = Canvas.Colour.rgb(0xF4EFE3);
    private static final Canvas.Colour WINDOW = Canvas.Colour.rgb(0xFFD88A);

    private final Canvas town;
    private final int panelBottom;
    private final int step;

    Scene(int width, int height) {
        town = new Canvas(2 * width, height);
        panelBottom = even(height * (BlockCode.TOP * 2 + BlockCode.HEIGHT));
        step = Math.max(2, even(width / 320.0));
        sky();
        houses(new Random(7), height * 45 / 100, Canvas.Colour.rgb(0x4A3550), 0.0);
        houses(new Random(8), height * 28 / 100, Canvas.Colour.rgb(0x1C1726), 0.35);
        town.fill(0, height * 93 / 100, town.width, height, Canvas.Colour.rgb(0x16140F));
    }

    private void sky() {
        int horizon = town.height * 85 / 100;
        for (int y = 0; y < town.height; y += 2) {
            double down = Math.min(1, (double) y / horizon);
            int red = (int) (34 + 205 * down * down);
            int green = (int) (40 + 90 * down);
            int blue = (int) (92 + 20 * (1 - down));
            town.fill(0, y, town.width, 2, Canvas.Colour.rgb(red << 16 | green << 8 | blue));
        }
    }

    private void houses(Random random, int tallest, Canvas.Colour wall, double lit) {
        int ground = town.height * 93 / 100;
        int unit = Math.max(2, even(town.height / 60.0));
        for (int x = 0; x < town.width; ) {
            int wide = even(unit * (8.0 + random.nextInt(9)));
            int high = even(tallest * (0.45 + 0.55 * random.nextDouble()));
            town.fill(x, ground - high, wide, high, wall);
            for (int wy = ground - high + 2 * unit; wy < ground - 2 * unit; wy += 3 * unit) {
                for (int wx = x + unit; wx < x + wide - 2 * unit && wx < town.width; wx += 3 * unit) {
                    if (random.nextDouble() < lit) {
                        town.fill(wx, wy, unit, unit * 3 / 2, WINDOW);
                    }
                }
            }
            x += wide + (random.nextInt(3) == 0 ? 2 * unit : 0);
        }
    }

    private static int even(double value) {
        return (int) Math.round(value / 2) * 2;
    }

    /** Draws a frame. */
    void draw(Canvas canvas, long number, Instant at, boolean flash) {
        if (flash) {
            canvas.fill(0, 0, canvas.width, canvas.height, Canvas.Colour.WHITE);
        } else {
            canvas.scrollFrom(town, (int) (number * step % town.width));
        }
        int high = canvas.height / 9;
        String clock = CLOCK.format(at);
        Canvas.Colour ink = flash ? Canvas.Colour.BLACK : BONE;
        int clockTop = even(canvas.height * 0.33);
        Digits.draw(canvas, clock, even((canvas.width - Digits.width(clock, high)) / 2.0), clockTop, high, ink);
        String count = Long.toString(number & 0xFFFF_FFFFL);
        int small = canvas.height / 22;
        int countTop = even(clockTop + high * 1.4);
        Digits.draw(canvas, count, even((canvas.width - Digits.width(count, small)) / 2.0), countTop, small, ink);
        blocks(canvas, (int) number);
    }

    private void blocks(Canvas canvas, int number) {
        canvas.fill(0, 0, canvas.width, panelBottom, Canvas.Colour.BLACK);
        boolean[] white = BlockCode.encode(number);
        for (int row = 0; row < BlockCode.ROWS; row++) {
            int top = y(row);
            for (int column = 0; column < BlockCode.COLUMNS; column++) {
                if (white[row * BlockCode.COLUMNS + column]) {
                    int left = x(column);
                    canvas.fill(left, top, x(column + 1) - left, y(row + 1) - top, Canvas.Colour.WHITE);
                }
            }
        }
    }

    private int x(int column) {
        return (int) Math.round(town.width / 2.0 * (BlockCode.LEFT + BlockCode.WIDTH * column / BlockCode.COLUMNS));
    }

    private int y(int row) {
        return (int) Math.round(town.height * (BlockCode.TOP + BlockCode.HEIGHT * row / BlockCode.ROWS));
    }
}
