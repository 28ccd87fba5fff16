package dev.rucksack.encoder.host;

import dev.rucksack.encoder.host.HostReading.Cause;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the computer's files below {@code /sys}; where they are missing, the value is unknown. */
public final class SysHost implements Supplier<HostReading> {

    /** Thousandths of a degree (kernel Documentation/ABI/testing/sysfs-class-thermal). */
    private static final Path TEMPERATURE = Path.of("class/thermal/thermal_zone0/temp");

    /** A hexadecimal number without 0x (raspberrypi/linux, drivers/firmware/raspberrypi.c, get_throttled_show). */
    private static final Path THROTTLED = Path.of("devices/platform/soc/soc:firmware/get_throttled");

    private final Path sys;
    private final Path home;

    /**
     * @param sys {@code /sys}, or a tree like it
     * @param home any path on the disk whose free space matters
     */
    public SysHost(Path sys, Path home) {
        this.sys = sys;
        this.home = home;
    }

    @Override
    public HostReading get() {
        Long thousandths = number(sys.resolve(TEMPERATURE), 10);
        Long bits = number(sys.resolve(THROTTLED), 16);
        Set<Cause> causes = bits == null ? null : Cause.of(bits);
        return new HostReading(thousandths == null ? null : thousandths / 1000.0, causes, diskFree());
    }

    private @Nullable Long diskFree() {
        // a FileStore would read the whole table of mounts at each look
        File at = home.toFile();
        return at.getTotalSpace() == 0 ? null : at.getUsableSpace();
    }

    private static @Nullable Long number(Path file, int radix) {
        if (!Files.exists(file)) {
            return null;
        }
        try {
            String text = Files.readString(file).strip();
            return Long.parseLong(text.startsWith("0x") ? text.substring(2) : text, radix);
        } catch (IOException | NumberFormatException e) {
            return null;
        }
    }
}
