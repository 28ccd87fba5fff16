package dev.rucksack.lab.scenario;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system of 128 MB, mounted where nobody outside {@link Bed} sees it; can be filled and emptied. */
final class SmallDisk implements AutoCloseable {

    private static final int MEGABYTE = 1 << 20;
    private static final long LEFT_BYTES = 2L * MEGABYTE;

    private final Path directory;

    private SmallDisk(Path directory) {
        this.directory = directory;
    }

    static SmallDisk mount(Path directory) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        Programs.run("mount", "-t", "tmpfs", "-o", "size=128m", "rucksack-lab", directory.toString());
        return new SmallDisk(directory);
    }

    /** Somebody else's file takes all but 2 MB. */
    void fill() throws IOException {
        byte[] zeros = new byte[MEGABYTE];
        try (OutputStream out = Files.newOutputStream(filler())) {
            while (Files.getFileStore(directory).getUsableSpace() > LEFT_BYTES) {
                out.write(zeros);
            }
        }
    }

    /** Takes that file away. */
    void clear() throws IOException {
        Files.deleteIfExists(filler());
    }

    private Path filler() {
        return directory.resolve("filler");
    }

    @Override
    public void close() {
        try {
            Programs.run("umount", "-l", directory.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
