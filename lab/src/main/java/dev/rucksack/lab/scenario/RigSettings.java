package dev.rucksack.lab.scenario;

import java.nio.file.Path;

/**
 * What is streamed, and what by.
 *
 * @param root the checkout, packaged
 */
record RigSettings(int width, int height, int rate, int videoBitsPerSecond, Path root) {

    private static final int RATE = 30;

    /** @param size as in {@code 640x360} */
    static RigSettings of(String size, int videoBitsPerSecond, Path root) {
        String[] parts = size.split("x", 2);
        return new RigSettings(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), RATE, videoBitsPerSecond, root);
    }
}
