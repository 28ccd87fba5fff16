package dev.rucksack.encoder.socket;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.function.IntPredicate;

/** This process's descriptors by their numbers, which Java does not tell. */
final class Descriptors {

    private Descriptors() {}

    /**
     * The first that is meant.
     *
     * @param fds {@code /proc/self/fd}
     */
    static OptionalInt find(Path fds, IntPredicate meant) {
        try (DirectoryStream<Path> open = Files.newDirectoryStream(fds)) {
            for (Path path : open) {
                int fd = Integer.parseInt(path.getFileName().toString());
                if (meant.test(fd)) {
                    return OptionalInt.of(fd);
                }
            }
        } catch (IOException | NumberFormatException e) {
            return OptionalInt.empty();
        }
        return OptionalInt.empty();
    }
}
