package dev.rucksack.encoder.capture;

/**
 * A camera that is plugged in.
 *
 * @param id what the setting takes: the name below {@code /dev/v4l/by-id}, which survives replugging, else the node
 * @param name as its maker calls it
 * @param path the node itself
 */
public record CameraDevice(String id, String name, String path) {}
