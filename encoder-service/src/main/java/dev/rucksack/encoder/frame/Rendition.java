package dev.rucksack.encoder.frame;

/**
 * The encoder settings in force.
 *
 * @param encoder ffmpeg's encoder name ({@code libx264}, {@code h264_v4l2m2m}), never {@code auto}
 */
public record Rendition(
        String encoder, PictureSize size, FrameRate rate, int videoBitsPerSecond, int audioBitsPerSecond) {

    public Rendition {
        if (encoder.isBlank()) {
            throw new IllegalArgumentException("A rendition needs an encoder.");
        }
        if (videoBitsPerSecond <= 0 || audioBitsPerSecond <= 0) {
            throw new IllegalArgumentException("A rendition needs bitrates above 0.");
        }
    }

    public Rendition withVideoBitsPerSecond(int bits) {
        return new Rendition(encoder, size, rate, bits, audioBitsPerSecond);
    }
}
