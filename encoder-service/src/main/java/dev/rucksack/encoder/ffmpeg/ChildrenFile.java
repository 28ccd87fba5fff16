package dev.rucksack.encoder.ffmpeg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code children.json}: which processes are ours. A process is ours only if pid, kernel boot id and start time (field 22 of
 * {@code /proc/PID/stat}, clock ticks since boot, see proc(5)) all match. Wall-clock start times would not do: a Pi has no clock of
 * its own and its time jumps when the network comes.
 */
public final class ChildrenFile implements ChildRegistry {

    private static final Logger log = LoggerFactory.getLogger(ChildrenFile.class);

    private static final long LONGEST_END_NANOS = 500_000_000L;

    private final Path file;
    private final Path proc;
    private final ObjectMapper json = JsonMapper.builder().build();
    private final Map<Long, Recorded> children = new TreeMap<>();

    /** One process of ours. */
    public record Recorded(String name, long pid, String boot, long startTicks) {}

    public ChildrenFile(Path file) {
        this(file, Path.of("/proc"));
    }

    ChildrenFile(Path file, Path proc) {
        this.file = file;
        this.proc = proc;
    }

    @Override
    public synchronized void started(String name, long pid) {
        long ticks = startTicks(pid);
        if (ticks >= 0) {
            children.put(pid, new Recorded(name, pid, bootId(), ticks));
            write();
        }
    }

    @Override
    public synchronized void ended(long pid) {
        if (children.remove(pid) != null) {
            write();
        }
    }

    @Override
    public synchronized int endOrphans() {
        int ended = 0;
        for (Recorded orphan : read()) {
            boolean ours = !children.containsKey(orphan.pid())
                    && orphan.boot().equals(bootId())
                    && startTicks(orphan.pid()) == orphan.startTicks();
            if (ours
                    && ProcessHandle.of(orphan.pid())
                            .map(ProcessHandle::destroyForcibly)
                            .orElse(false)) {
                log.warn("Ended {} (pid {}), left behind by an earlier run", orphan.name(), orphan.pid());
                awaitEnd(orphan);
                ended++;
            }
        }
        write();
        return ended;
    }

    /** It may hold the camera until it is gone; not for long, for one that hangs in a driver must not keep us from starting. */
    private void awaitEnd(Recorded orphan) {
        long deadline = System.nanoTime() + LONGEST_END_NANOS;
        while (startTicks(orphan.pid()) == orphan.startTicks() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private List<Recorded> read() {
        try {
            return json.readValue(Files.readString(file), new TypeReference<List<Recorded>>() {});
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException | JacksonException e) {
            log.warn("{} is unreadable; processes of an earlier run, if any, are not ended: {}", file, e.getMessage());
            return List.of();
        }
    }

    private void write() {
        try {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Path next = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(next, json.writeValueAsString(List.copyOf(children.values())));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            log.warn("Cannot write {}: {}", file, e.getMessage());
        }
    }

    private String bootId() {
        try {
            return Files.readString(proc.resolve("sys/kernel/random/boot_id")).strip();
        } catch (IOException e) {
            return "";
        }
    }

    /**
     * Field 22 of {@code /proc/PID/stat}; -1 without such a process, or when it has ended and only waits to be collected (state Z in
     * field 3), which may be for ever in a container without an init. The name in field 2 may hold blanks and brackets: count
     * from the last one.
     */
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
