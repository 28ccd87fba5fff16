package dev.rucksack.encoder.broadcast;

import java.util.List;

/** What can be plugged in, by names that survive replugging. */
public record Devices(List<Camera> cameras, List<Microphone> microphones) {

    /** A capture device; {@code id} is what the setting takes. */
    public record Camera(String id, String name, String path, List<Format> formats) {}

    /** What a capture device gives: pixel format, size and frame rates. */
    public record Format(String format, int width, int height, List<String> rates) {}

    /** A sound device; {@code id} is what the setting takes. */
    public record Microphone(String id, String name) {}
}
