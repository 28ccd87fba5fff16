package dev.rucksack.lab.ffmpeg;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Optional;

/**
 * The ffmpeg that tests and demo run: the system's, else the static 4.4.1 that Maven Central carries
 * ({@code ws.schild:jave-nativebin-linux64}, {@code -linux-arm64}), unpacked once into the user's cache.
 *
 * <p>{@code RUCKSACK_LAB_FFMPEG=static} (or the system property {@code rucksack.lab.ffmpeg}) forces the static one, as on
 * a machine with nothing but a JDK; any other value is taken as the path of an ffmpeg.
 */
public final class FfmpegBinary {

    private static final String CHOICE_PROPERTY = "rucksack.lab.ffmpeg";
    private static final String CHOICE_VARIABLE = "RUCKSACK_LAB_FFMPEG";
    private static final String STATIC_VERSION = "4.4.1";

    private FfmpegBinary() {}

    /**
     * The ffmpeg to use.
     *
     * @throws IllegalStateException when there is none on the PATH and none for this processor on the class path
     */
    public static Path locate() {
        Optional<String> choice = Optional.ofNullable(System.getProperty(CHOICE_PROPERTY))
                .or(() -> Optional.ofNullable(System.getenv(CHOICE_VARIABLE)))
                .filter(value -> !value.isBlank());
        if (choice.isPresent()) {
            return choice.get().equals("static") ? bundled() : Path.of(choice.get());
        }
        return onPath().orElseGet(FfmpegBinary::bundled);
    }

    /** The first executable called {@code ffmpeg} on the PATH. */
    public static Optional<Path> onPath() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        for (String directory : path.split(File.pathSeparator)) {
            if (directory.isEmpty()) {
                continue;
            }
            Path candidate = Path.of(directory, "ffmpeg");
            if (Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /**
     * The static ffmpeg 4.4.1, unpacked on first use into {@code $XDG_CACHE_HOME/rucksack-lab}.
     *
     * @throws IllegalStateException when Maven Central's archive has none for this processor
     */
    public static Path bundled() {
        try {
            return bundled(cache());
        } catch (IOException e) {
            throw new UncheckedIOException("There is no place to unpack ffmpeg to", e);
        }
    }

    static Path bundled(Path directory) {
        String processor = processor();
        URL resource = FfmpegBinary.class.getClassLoader().getResource("ws/schild/jave/nativebin/ffmpeg-" + processor);
        if (resource == null) {
            throw new IllegalStateException("There is no ffmpeg here. Install ffmpeg and start again.");
        }
        try {
            return unpack(resource, directory.resolve("ffmpeg-" + STATIC_VERSION + "-" + processor));
        } catch (IOException e) {
            throw new UncheckedIOException("ffmpeg could not be unpacked", e);
        }
    }

    private static synchronized Path unpack(URL resource, Path target) throws IOException {
        long size = resource.openConnection().getContentLengthLong();
        if (Files.isExecutable(target) && Files.size(target) == size) {
            return target;
        }
        Path partial = Files.createTempFile(target.getParent(), "ffmpeg-", ".part");
        try {
            try (InputStream in = resource.openStream()) {
                Files.copy(in, partial, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.setPosixFilePermissions(partial, PosixFilePermissions.fromString("rwxr-xr-x"));
            publish(partial, target);
        } finally {
            Files.deleteIfExists(partial);
        }
        return target;
    }

    private static void publish(Path partial, Path target) throws IOException {
        try {
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static Path cache() throws IOException {
        String home = Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .filter(value -> !value.isBlank())
                .orElse(System.getProperty("user.home") + "/.cache");
        try {
            return Files.createDirectories(Path.of(home, "rucksack-lab"));
        } catch (IOException e) {
            // A user without a writable home still gets a demo
            String user = System.getProperty("user.name", "nobody").replaceAll("[^A-Za-z0-9_-]", "_");
            return Files.createDirectories(Path.of(System.getProperty("java.io.tmpdir"), "rucksack-lab-" + user));
        }
    }

    private static String processor() {
        String name = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        return name.equals("x86_64") ? "amd64" : name.equals("arm64") ? "aarch64" : name;
    }
}
