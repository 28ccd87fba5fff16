package dev.rucksack.encoder.frame;

/** A colour in BT.709, limited range: black is 16, no colour 128 (ITU-R BT.709-6, table 4). */
record Ink(int luma, int blue, int red) {

    static final int BLACK = 16;
    static final int NO_COLOUR = 128;

    /** @param rgb as in style sheets: 0xF4EFE3 */
    static Ink rgb(int rgb) {
        double r = (rgb >> 16 & 0xff) / 255.0;
        double g = (rgb >> 8 & 0xff) / 255.0;
        double b = (rgb & 0xff) / 255.0;
        double y = 0.2126 * r + 0.7152 * g + 0.0722 * b;
        return new Ink((int) Math.round(BLACK + 219 * y), (int) Math.round(NO_COLOUR + 224 * (b - y) / 1.8556), (int)
                Math.round(NO_COLOUR + 224 * (r - y) / 1.5748));
    }
}
