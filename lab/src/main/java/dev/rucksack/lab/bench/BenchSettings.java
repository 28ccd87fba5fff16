package dev.rucksack.lab.bench;

import java.nio.file.Path;

/**
 * What is compared, and how often.
 *
 * @param rounds how often each contender has its turn
 * @param seconds how long each streams in a round
 * @param java the JVM of the product, an executable
 * @param root the checkout, with both services packaged
 */
record BenchSettings(
        int width, int height, int rate, int videoBitsPerSecond, int rounds, int seconds, Path java, Path root) {}
