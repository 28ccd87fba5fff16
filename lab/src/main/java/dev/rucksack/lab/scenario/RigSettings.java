package dev.rucksack.lab.scenario;

import dev.rucksack.lab.image.ServiceImage;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What is streamed, and what by.
 *
 * @param root the checkout, packaged
 * @param service what starts encoder-service
 */
record RigSettings(int width, int height, int rate, int videoBitsPerSecond, Path root, ServiceImage service) {

    static final int RATE = 30;

    /** Of the picture, and of the video in bits a second, unless another is asked for: what {@code docs/reliability.md} compares. */
    static final String SIZE = "640x360";

    static final int BITS = 1_000_000;

    private static final String SERVICE = "encoder-service";

    /**
     * Unpacks the service and trains it first, where it is to start as in its image.
     *
     * @param size as in {@code 640x360}
     * @param java the executable of a JVM, as in the image, for a jar packaged with the profile {@code image}; null for
     *     the jar as it is with the JVM that runs this
     */
    static RigSettings of(String size, int videoBitsPerSecond, Path root, @Nullable Path java)
            throws IOException, InterruptedException {
        String[] parts = size.split("x", 2);
        ServiceImage service = java == null
                ? ServiceImage.ofJar(SERVICE, root)
                : ServiceImage.of(SERVICE, root, java.toAbsolutePath());
        return new RigSettings(
                Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), RATE, videoBitsPerSecond, root, service);
    }
}
