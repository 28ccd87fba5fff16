package dev.rucksack.encoder.capture;

import dev.rucksack.encoder.frame.FrameRate;
import dev.rucksack.encoder.frame.PictureSize;
import org.jspecify.annotations.Nullable;

/**
 * The camera in use.
 *
 * @param name as its maker calls it, or what was configured
 * @param format pixel format or codec as negotiated; null until it has been opened, as size and rate
 */
public record CameraInfo(
        String name,
        @Nullable String format,
        @Nullable PictureSize size,
        @Nullable FrameRate rate) {}
