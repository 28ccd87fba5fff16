package dev.rucksack.encoder.recording;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where recordings lie, as far as its size matters. */
public interface Disk {

    /** One look. {@code freeBytes} is what may be written. */
    record Space(long freeBytes, long totalBytes) {}

    /** Its space now. */
    Space space() throws IOException;

    /** The disk that a directory is on. */
    static Disk of(Path directory) {
        return () -> {
            FileStore store = Files.getFileStore(directory);
            return new Space(store.getUsableSpace(), store.getTotalSpace());
        };
    }
}
