package dev.rucksack.encoder.ffmpeg;

import dev.rucksack.encoder.frame.FrameRate;
import dev.rucksack.encoder.frame.PictureSize;

/**
 * The lowest H.264 level that allows a size and a rate (ITU-T H.264 table A-1). Set by hand and not left to the encoder, so that
 * the headers stay the same when the bitrate changes.
 */
final class H264Level {

    private record Limit(String level, int macroblocks, int macroblocksPerSecond) {}

    private static final Limit[] LIMITS = {
        new Limit("3", 1620, 40_500),
        new Limit("3.1", 3600, 108_000),
        new Limit("3.2", 5120, 216_000),
        new Limit("4", 8192, 245_760),
        new Limit("4.2", 8704, 522_240),
        new Limit("5.1", 36_864, 983_040),
        new Limit("5.2", 36_864, 2_073_600),
        new Limit("6.2", 139_264, 16_711_680)
    };

    private H264Level() {}

    static String of(PictureSize size, FrameRate rate) {
        int macroblocks = ((size.width() + 15) / 16) * ((size.height() + 15) / 16);
        double perSecond = macroblocks * rate.framesPerSecond();
        for (Limit limit : LIMITS) {
            if (macroblocks <= limit.macroblocks && perSecond <= limit.macroblocksPerSecond) {
                return limit.level;
            }
        }
        throw new IllegalArgumentException("There is no H.264 level for " + size + " at " + rate);
    }
}
