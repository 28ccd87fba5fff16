package dev.rucksack.encoder.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildrenFileTests {

    /** A pid beyond the kernel's limit (4,194,304): no such process can exist. */
    private static final long PID = 99_999_999;

    @TempDir
    Path dir;

    private Path file;

    @BeforeEach
    void boot() throws IOException {
        file = dir.resolve("home/children.json");
        Files.createDirectories(dir.resolve("sys/kernel/random"));
        Files.writeString(dir.resolve("sys/kernel/random/boot_id"), "boot-1\n");
        stat(PID, 'S');
    }

    private void stat(long pid, char state) throws IOException {
        Files.createDirectories(dir.resolve(Long.toString(pid)));
        Files.writeString(
                dir.resolve(pid + "/stat"),
                pid + " (a (bad) name) " + state + " 1 1 1 0 -1 4194560 1 0 0 0 1 2 0 0 20 0 1 0 4711 1 1");
    }

    @Test
    void writesPidAndStartTimeAndTakesThemOutAgain() throws IOException {
        var children = new ChildrenFile(file, dir);
        children.started("encoder", PID);
        assertThat(Files.readString(file)).contains("99999999", "4711", "boot-1", "encoder");
        children.ended(PID);
        assertThat(Files.readString(file)).isEqualTo("[]");
    }

    @Test
    void anUnreadableFileIsNoReasonNotToStart() throws IOException {
        Files.createDirectories(dir.resolve("home"));
        Files.writeString(file, "{ torn");
        assertThat(new ChildrenFile(file, dir).endOrphans()).isZero();
        assertThat(Files.readString(file)).isEqualTo("[]");
    }

    @Test
    void whatHasEndedAndWaitsToBeCollectedIsLeftAlone() throws IOException {
        Process process = new ProcessBuilder("sleep", "1000").start();
        try {
            stat(process.pid(), 'S');
            new ChildrenFile(file, dir).started("capture", process.pid());
            stat(process.pid(), 'Z');
            assertThat(new ChildrenFile(file, dir).endOrphans()).isZero();
            assertThat(process.isAlive()).isTrue();

            stat(process.pid(), 'S');
            new ChildrenFile(file, dir).started("capture", process.pid());
            assertThat(new ChildrenFile(file, dir).endOrphans()).isOne();
            assertThat(process.onExit()).succeedsWithin(Duration.ofSeconds(10));
        } finally {
            process.destroyForcibly();
        }
    }
}
