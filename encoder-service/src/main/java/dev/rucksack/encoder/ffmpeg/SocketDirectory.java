package dev.rucksack.encoder.ffmpeg;

import dev.rucksack.encoder.socket.PagePipe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A private directory (0700) for the sockets and pipes between us and our children. The name of each goes as soon as it is connected. */
public final class SocketDirectory implements AutoCloseable {

    /** {@code sun_path} of unix(7) holds 108 bytes, the closing zero among them. */
    private static final int MAX_PATH_BYTES = 107;

    /** As much as the kernel gives, 425 KB as a rule: a 720p picture in four pieces, not seven. */
    private static final int FRAME_BUFFER_BYTES = 1 << 20;

    private static final Logger log = LoggerFactory.getLogger(SocketDirectory.class);

    private final Path directory;
    private final AtomicLong number = new AtomicLong();

    /** Below the JVM's {@code java.io.tmpdir}. */
    public SocketDirectory() {
        try {
            directory = Files.createTempDirectory(
                    "rucksack-", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            directory.toFile().deleteOnExit();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make a directory for sockets", e);
        }
    }

    /** A place of its own for the frames that one child reads. */
    Inlet<FrameWriter> frames(String name, int frameBytes, Duration patience) throws IOException {
        if (!PagePipe.possible()) {
            return new FrameInlet(new SocketInlet(listen(name), FRAME_BUFFER_BYTES, patience));
        }
        Path path = next(name);
        PagePipe.make(path);
        return new PipeInlet(path, frameBytes, patience);
    }

    private Path next(String name) {
        return directory.resolve(name + "-" + number.incrementAndGet());
    }

    /** A listening socket of its own for one child. */
    RawSocket listen(String name) throws IOException {
        Path path = next(name);
        if (path.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8).length > MAX_PATH_BYTES) {
            throw new IOException(
                    "The path of a socket is too long: " + path + ". Set java.io.tmpdir to a shorter one.");
        }
        return new RawSocket(path);
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            log.debug("{} stays: {}", directory, e.getMessage());
        }
    }
}
