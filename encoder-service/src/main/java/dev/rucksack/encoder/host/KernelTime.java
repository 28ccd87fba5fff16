package dev.rucksack.encoder.host;

import dev.rucksack.encoder.stream.TimeMark;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The machine's two clocks, and whether the wall clock can be believed: a Pi starts with the time at which it was last
 * switched off. It has been set in this boot if systemd-timesyncd says so, if the kernel took it from a clock with a battery, or if
 * it was seen to jump while we run. Everything else counts as unknown. See decision 0008.
 */
public final class KernelTime implements Supplier<TimeMark> {

    /** A clock that is disciplined slews; nothing but setting it moves it so far at once. */
    private static final Duration JUMP = Duration.ofSeconds(2);

    private final Path proc;
    private final Path sys;
    private final Path synchronised;
    private final Clock clock;
    private @Nullable Instant bootedAt;
    private boolean jumped;

    /**
     * @param proc {@code /proc}
     * @param sys {@code /sys}
     * @param synchronised a file that is there once the time has been set: {@code /run/systemd/timesync/synchronized},
     *     systemd-timesyncd.service(8)
     */
    public KernelTime(Path proc, Path sys, Path synchronised, Clock clock) {
        this.proc = proc;
        this.sys = sys;
        this.synchronised = synchronised;
        this.clock = clock;
    }

    @Override
    public synchronized TimeMark get() {
        Duration before = up();
        Instant now = clock.instant();
        Duration up = up();
        if (!before.isZero() && up.minus(before).compareTo(JUMP) < 0) {
            watch(now.minus(up)); // else we slept in between, and the two do not belong together
        }
        return new TimeMark(bootId(), up, now, jumped || Files.exists(synchronised) || setByHardware());
    }

    private void watch(Instant booted) {
        jumped |= bootedAt != null && Duration.between(bootedAt, booted).abs().compareTo(JUMP.multipliedBy(2)) > 0;
        bootedAt = booted;
    }

    /** {@code hctosys} is 1 for the clock that the kernel took its time from (Documentation/ABI/testing/sysfs-class-rtc). */
    private boolean setByHardware() {
        try (DirectoryStream<Path> clocks = Files.newDirectoryStream(sys.resolve("class/rtc"))) {
            for (Path rtc : clocks) {
                if ("1".equals(text(rtc.resolve("hctosys")))) {
                    return true;
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return false; // no such clock, as on a Pi 4
        }
        return false;
    }

    private String bootId() {
        return text(proc.resolve("sys/kernel/random/boot_id"));
    }

    /** Seconds since the kernel's start, suspended or not: proc(5), uptime. */
    private Duration up() {
        String first = text(proc.resolve("uptime")).split(" ", 2)[0];
        try {
            return Duration.ofMillis(Math.round(Double.parseDouble(first) * 1000));
        } catch (NumberFormatException e) {
            return Duration.ZERO;
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
