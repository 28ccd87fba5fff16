package dev.rucksack.encoder.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** A small file of ours that nobody else may read, replaced in one step: a power cut leaves the old or the new one. */
final class WholeFile {

    private static final Set<java.nio.file.attribute.PosixFilePermission> OURS =
            PosixFilePermissions.fromString("rw-------");

    private final Path path;

    WholeFile(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    Optional<String> read() throws IOException {
        try {
            return Optional.of(Files.readString(path));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    void write(String content) throws IOException {
        write(ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)));
    }

    synchronized void write(ByteBuffer content) throws IOException {
        Path next = path.resolveSibling(path.getFileName() + ".new");
        Files.deleteIfExists(next);
        try (FileChannel channel = FileChannel.open(
                next,
                EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(OURS))) {
            while (content.hasRemaining()) {
                channel.write(content);
            }
            channel.force(true);
        }
        Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        keepName();
    }

    /** A new name is on the disk only when its directory is: fsync(2). Without this a power cut may bring the old file back. */
    private void keepName() throws IOException {
        Path directory = path.toAbsolutePath().getParent();
        if (directory != null) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    synchronized void delete() throws IOException {
        if (Files.deleteIfExists(path)) {
            keepName();
        }
    }
}
