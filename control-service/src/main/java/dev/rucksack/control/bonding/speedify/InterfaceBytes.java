package dev.rucksack.control.bonding.speedify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What went through a network interface, from the kernel's books below {@code /sys/class/net}. */
final class InterfaceBytes {

    private final Path interfaces;

    InterfaceBytes(Path interfaces) {
        this.interfaces = interfaces;
    }

    @Nullable
    Long sent(String name) {
        return read(name, "tx_bytes");
    }

    @Nullable
    Long received(String name) {
        return read(name, "rx_bytes");
    }

    private @Nullable Long read(String name, String counter) {
        if (!name.matches("[A-Za-z0-9_.:-]{1,15}") || name.startsWith(".")) {
            return null;
        }
        try {
            Path file = interfaces.resolve(name).resolve("statistics").resolve(counter);
            return Long.valueOf(Files.readString(file).strip());
        } catch (IOException | NumberFormatException e) {
            return null;
        }
    }
}
