package dev.rucksack.encoder.recording;

import java.io.File;
import java.io.IOException;
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
            // a FileStore would read the whole table of mounts at each look
            File at = directory.toFile();
            long total = at.getTotalSpace();
            if (total == 0) {
                throw new IOException(directory + " is on no disk that tells its size");
            }
            return new Space(at.getUsableSpace(), total);
        };
    }
}
