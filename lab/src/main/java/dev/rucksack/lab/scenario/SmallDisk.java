package dev.rucksack.lab.scenario;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system of 128 MB, mounted where nobody outside {@link Bed} sees it; can be filled and emptied. */
final class SmallDisk implements AutoCloseable {

    private static final int MEGABYTE = 1 << 20;

    private final Path directory;

    private SmallDisk(Path directory) {
        this.directory = directory;
    }

    static SmallDisk mount(Path directory) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        Programs.run("mount", "-t", "tmpfs", "-o", "size=128m", "rucksack-lab", directory.toString());
        return new SmallDisk(directory);
    }

    /** Somebody else's file takes all there is, to the last byte. */
    void fill() throws IOException {
        byte[] zeros = new byte[MEGABYTE];
        try (OutputStream out = Files.newOutputStream(filler())) {
            while (true) {
                out.write(zeros);
            }
        } catch (IOException e) {
            long left = Files.getFileStore(directory).getUsableSpace();
            if (left > 0) {
                throw new IOException(left + " bytes are left, and yet nothing more can be written", e);
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
