package dev.rucksack.control.bonding.speedify;

import dev.rucksack.control.store.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which feed process is ours, across our own death: a control-service that is killed leaves it behind, and one that hangs does not
 * notice that nobody reads. A process is the one recorded only if pid, kernel boot id and start time (field 22 of {@code
 * /proc/PID/stat}, clock ticks since boot, see proc(5)) all match; by its name none is ever ended. Not thread-safe.
 */
final class FeedRecord {

    private static final Logger log = LoggerFactory.getLogger(FeedRecord.class);

    private final Path file;
    private final Path proc;

    /**
     * @param file where it is kept
     * @param proc {@code /proc}
     */
    FeedRecord(Path file, Path proc) {
        this.file = file;
        this.proc = proc;
    }

    void started(long pid) {
        long ticks = startTicks(pid);
        if (ticks < 0) {
            return;
        }
        try {
            new WholeFile(file).write(pid + " " + bootId() + " " + ticks + "\n");
        } catch (IOException e) {
            log.warn("Cannot write {}: {}", file, e.getMessage());
        }
    }

    void ended() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            log.warn("Cannot remove {}: {}", file, e.getMessage());
        }
    }

    /** Kills the feed that an earlier life of this service left behind, with what it started. Whether there was one. */
    boolean endLeftover() {
        try {
            String[] parts = Files.readString(file).strip().split(" ");
            long pid = Long.parseLong(parts[0]);
            if (parts.length != 3 || !parts[1].equals(bootId()) || startTicks(pid) != Long.parseLong(parts[2])) {
                return false;
            }
            return ProcessHandle.of(pid)
                    .map(feed -> {
                        feed.descendants().forEach(ProcessHandle::destroyForcibly);
                        log.warn("Ended Speedify's feed (pid {}), left behind by an earlier run", pid);
                        return feed.destroyForcibly();
                    })
                    .orElse(false);
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException | RuntimeException e) {
            log.warn("{} is unreadable; a feed of an earlier run, if any, is not ended: {}", file, e.getMessage());
            return false;
        } finally {
            ended();
        }
    }

    private String bootId() {
        try {
            return Files.readString(proc.resolve("sys/kernel/random/boot_id")).strip();
        } catch (IOException e) {
            return "";
        }
    }

    /** -1 without such a process, or when it has ended and only waits to be collected. The name in field 2 may hold blanks. */
    private long startTicks(long pid) {
        try {
            String stat = Files.readString(proc.resolve(Long.toString(pid)).resolve("stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return fields[0].equals("Z") ? -1 : Long.parseLong(fields[19]);
        } catch (IOException | RuntimeException e) {
            return -1;
        }
    }
}
