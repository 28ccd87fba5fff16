package dev.rucksack.encoder.ffmpeg;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Options that must not stand in an argument list, in a file for {@code -fpre}: one {@code name=value} a line, applied to the output
 * (ffmpeg, {@code opt_preset}). Readable by us alone and gone as soon as it was read; ffmpeg reads it when it opens its
 * output, which is after it has probed its input.
 */
final class PresetFile {

    private static final Logger log = LoggerFactory.getLogger(PresetFile.class);
    private static final String PREFIX = "publisher-";
    private static final String SUFFIX = ".preset";

    private final Path path;

    private PresetFile(Path path) {
        this.path = path;
    }

    /** Only the name: the file is yet to be written. */
    static PresetFile in(Path directory) {
        return new PresetFile(directory.resolve(PREFIX + UUID.randomUUID() + SUFFIX));
    }

    void write(List<String> lines) throws IOException {
        Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(path, lines);
    }

    static void removeLeftovers(Path directory) {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, PREFIX + "*" + SUFFIX)) {
            for (Path file : left) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            log.warn("{} cannot be cleared: {}", directory, e.getMessage());
        }
    }

    Path path() {
        return path;
    }

    /** As often as one likes. */
    void remove() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            log.warn("{} cannot be removed: {}", path, e.getMessage());
        }
    }
}
