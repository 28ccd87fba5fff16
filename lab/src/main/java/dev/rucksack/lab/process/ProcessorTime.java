package dev.rucksack.lab.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a process has used of the processors. */
public final class ProcessorTime {

    private ProcessorTime() {}

    /**
     * Seconds on a processor so far, of all its present threads: the first field of {@code /proc/PID/task/TID/schedstat}, nanoseconds
     * (Documentation/scheduler/sched-stats.rst). The ticks of {@code stat} are too coarse for a process that needs one hundredth.
     */
    public static double seconds(long pid) throws IOException {
        List<Path> threads;
        try (Stream<Path> all = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            threads = all.toList();
        }
        long nanos = 0;
        for (Path thread : threads) {
            try {
                nanos += Long.parseLong(
                        Files.readString(thread.resolve("schedstat")).split(" ")[0]);
            } catch (NoSuchFileException e) {
                continue; // it ended between the listing and the reading
            }
        }
        return nanos / 1e9;
    }
}
