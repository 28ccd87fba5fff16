package dev.rucksack.encoder.frame;

/** Width and height in pixels, both even: 4:2:0 chroma has no half samples. */
public record PictureSize(int width, int height) {

    public PictureSize {
        if (width < 64 || height < 64 || width > 4096 || height > 2304) {
            throw new IllegalArgumentException(
                    "The picture is " + width + " × " + height + ". Choose a size from 64 × 64 to 4096 × 2304.");
        }
        if (width % 2 != 0 || height % 2 != 0) {
            throw new IllegalArgumentException(
                    "The picture is " + width + " × " + height + ". Width and height must be even numbers.");
        }
    }

    /** Bytes of one yuv420p frame of this size. */
    public int frameBytes() {
        return width * height * 3 / 2;
    }

    public int pixels() {
        return width * height;
    }

    /** {@code 1280x720}: the form ffmpeg takes. */
    @Override
    public String toString() {
        return width + "x" + height;
    }
}
