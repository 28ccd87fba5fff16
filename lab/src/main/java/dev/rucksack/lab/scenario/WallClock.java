package dev.rucksack.lab.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The time of day of one service and all that it starts, which can be made to jump while the rest of the machine keeps its own:
 * libfaketime stands between them and their C library. The clock that runs since boot stays as it is, as on a Pi whose
 * time is set by NTP.
 */
final class WallClock {

    private static final String LIBRARY = "faketime/libfaketimeMT.so.1";

    private final Path offset;
    private final Path library;

    private WallClock(Path offset, Path library) {
        this.offset = offset;
        this.library = library;
    }

    /**
     * A clock that is right so far.
     *
     * @param directory gets the file that it is set by
     * @throws IOException when libfaketime is not installed
     */
    static WallClock in(Path directory) throws IOException {
        Files.createDirectories(directory);
        WallClock clock = new WallClock(directory.resolve("wall-clock"), library());
        clock.set(Duration.ZERO);
        return clock;
    }

    private static Path library() throws IOException {
        try (Stream<Path> directories = Files.list(Path.of("/usr/lib"))) {
            List<Path> found = directories
                    .map(directory -> directory.resolve(LIBRARY))
                    .filter(Files::exists)
                    .toList();
            if (found.isEmpty()) {
                throw new IOException("libfaketime is not installed. Run apt-get install faketime.");
            }
            return found.get(0);
        }
    }

    /** What a process needs to go by it. */
    Map<String, String> environment() {
        return Map.of(
                "LD_PRELOAD", library.toString(),
                "FAKETIME_TIMESTAMP_FILE", offset.toString(),
                "FAKETIME_NO_CACHE", "1",
                "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                // 0.9.10 takes a JVM's waits, which are by the other clock, for some of this one, and ends them at once
                "FAKETIME_FORCE_MONOTONIC_FIX", "0");
    }

    /** Sets it so far ahead of the machine's, or behind it. */
    void set(Duration ahead) throws IOException {
        Path next = offset.resolveSibling("wall-clock.next");
        Files.writeString(next, String.format("%+d%n", ahead.toSeconds()));
        Files.move(next, offset, StandardCopyOption.ATOMIC_MOVE);
    }
}
