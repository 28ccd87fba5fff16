package dev.rucksack.encoder.ffmpeg;

import dev.rucksack.encoder.frame.FrameRate;
import dev.rucksack.encoder.frame.PictureSize;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What ffmpeg says about the input that it has opened. */
public final class InputLines {

    /**
     * What a camera gives.
     *
     * @param rate as negotiated, or null if the source has none
     */
    public record Picture(
            String format, PictureSize size, @Nullable FrameRate rate) {}

    private static final Pattern STREAM = Pattern.compile(
            "Stream #0:\\d+.*: Video: (\\w+)[^,]*(?:\\([^)]*\\))?," + " *(\\w+)?.*?, (\\d{2,5})x(\\d{2,5})(.*)");
    private static final Pattern RATE = Pattern.compile("([0-9.]+)(k?) (?:fps|tbr)");

    private InputLines() {}

    /** The input's picture, if this line tells it; null otherwise. Output streams ({@code Stream #0} again) come later. */
    public static @Nullable Picture picture(String line) {
        var stream = STREAM.matcher(line);
        if (!stream.find()) {
            return null;
        }
        try {
            String codec = stream.group(1);
            String pixels = stream.group(2);
            String format = codec.equals("rawvideo") && pixels != null ? pixels : codec;
            var size = new PictureSize(Integer.parseInt(stream.group(3)), Integer.parseInt(stream.group(4)));
            return new Picture(format, size, rate(stream.group(5)));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable FrameRate rate(String text) {
        var rate = RATE.matcher(text);
        while (rate.find()) {
            if (rate.group(2).isEmpty()) {
                try {
                    return FrameRate.parse(rate.group(1));
                } catch (IllegalArgumentException e) {
                    continue;
                }
            }
        }
        return null;
    }
}
