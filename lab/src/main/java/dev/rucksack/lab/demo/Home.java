package dev.rucksack.lab.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The demo's temporary directory. It goes with the demo, however that ends: a shell that waits for our end of its input
 * to close removes what is left when we were killed, once the services that work in it have ended: they still write.
 */
final class Home implements AutoCloseable {

    private static final String JANITOR = """
            trap '' INT HUP TERM
            while read -r _; do :; done
            in_use() {
                for place in /proc/[0-9]*/cwd; do
                    [ "$place" -ef "$1/logs" ] && return
                done
                return 1
            }
            tries=0
            while [ -d "$1" ] && [ "$tries" -lt 15 ]; do
                in_use "$1" && [ "$tries" -lt 10 ] || rm -rf "$1" 2>/dev/null
                [ ! -d "$1" ] || sleep 1
                tries=$((tries + 1))
            done
            """;

    private final Path directory;

    Home() {
        try {
            directory = Files.createTempDirectory("rucksack-demo-");
            new ProcessBuilder(List.of("/bin/sh", "-c", JANITOR, "janitor", directory.toString()))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path directory() {
        return directory;
    }

    /** A directory in it, made. */
    Path directory(String name) {
        try {
            return Files.createDirectories(directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            // Something was still being written: the janitor takes it
        }
    }
}
