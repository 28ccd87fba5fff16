package dev.rucksack.encoder.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rucksack.encoder.broadcast.Broadcast;
import dev.rucksack.encoder.broadcast.StandInWorks;
import dev.rucksack.encoder.stream.TimeMark;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Status;

class HealthTests {

    @TempDir
    Path home;

    private final AtomicLong nanos = new AtomicLong(TimeUnit.HOURS.toNanos(1));
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch letGo = new CountDownLatch(1);

    @Test
    void aLoopThatHasNotTurnedForMoreThanTenSecondsIsDownUntilItTurnsAgain() throws Exception {
        try (Broadcast broadcast = broadcast()) {
            var health = new LoopHealth(broadcast);
            broadcast.listen(report -> hold());
            broadcast.start();
            assertThat(held.await(20, TimeUnit.SECONDS)).isTrue();
            nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(10_000));
            assertThat(health.health().getStatus()).isEqualTo(Status.UP);
            nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
            assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
            assertThat(health.health().getDetails()).containsEntry("silentMillis", 10_001L);
            letGo.countDown();
            await().until(() -> health.health().getStatus().equals(Status.UP));
        } finally {
            letGo.countDown();
        }
    }

    /** Whoever listens is called by the loop: one that does not return holds it. */
    private void hold() {
        held.countDown();
        try {
            letGo.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Broadcast broadcast() {
        return new StandInWorks()
                .broadcast(
                        home, () -> new TimeMark("a-boot", Duration.ofSeconds(100), Instant.EPOCH, false), nanos::get);
    }

    @Test
    void aHomeThatIsNotThereOrIsAFileIsDown() throws Exception {
        Path place = home.resolve("home");
        var health = new HomeHealth(place);
        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.health().getDetails()).containsEntry("home", "cannot be written");
        Files.createFile(place);
        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
        Files.delete(place);
        Files.createDirectory(place);
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    }

    /** A card that the kernel mounted read-only after an error. Every Java has one such file system, and root cannot write it either. */
    @Test
    void aHomeThatCannotBeWrittenIsDown() {
        Path place = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/");
        assertThat(place).isDirectory().isReadable();
        assertThat(new HomeHealth(place).health().getStatus()).isEqualTo(Status.DOWN);
    }

    /** The kernel's own: root may write it, and it has no room. */
    @Test
    void aHomeWithoutRoomIsDown() {
        Path place = Path.of("/proc");
        assertThat(place).isDirectory().isReadable();
        var health = new HomeHealth(place).health();
        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.getDetails())
                .containsEntry("home", Files.isWritable(place) ? "its disk is full" : "cannot be written");
    }
}
