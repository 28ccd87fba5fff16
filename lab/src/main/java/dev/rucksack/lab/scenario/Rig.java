package dev.rucksack.lab.scenario;

import dev.rucksack.lab.camera.LabCamera;
import dev.rucksack.lab.ffmpeg.FfmpegBinary;
import dev.rucksack.lab.ingest.Arrivals;
import dev.rucksack.lab.ingest.NginxIngest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything that faults are tried on: a camera, a link, an ingest behind it that does not take over, and our service. */
final class Rig implements AutoCloseable {

    /** A key that nothing else on this machine contains. */
    static final String KEY = "live_lab_" + Long.toUnsignedString(System.nanoTime(), 36);

    private static final int ENCODER_PORT = 8081; // a network of its own: it is free

    private final Path directory;
    private final RigSettings settings;
    private final LabCamera camera;
    private final Link link;
    private final NginxIngest ingest;
    private final Arrivals arrivals;
    private @Nullable EncoderService product;
    private @Nullable SmallDisk disk;
    private @Nullable WallClock wallClock;
    private int products;

    Rig(Path directory, RigSettings settings) throws IOException, InterruptedException {
        this.directory = directory;
        this.settings = settings;
        camera = LabCamera.start(settings.width(), settings.height(), String.valueOf(settings.rate()));
        link = Link.lay();
        ingest = NginxIngest.start(Files.createDirectories(directory.resolve("ingest")), link.place(), false);
        arrivals = Arrivals.follow(ingest.recordingDirectory());
    }

    Path directory() {
        return directory;
    }

    LabCamera camera() {
        return camera;
    }

    Link link() {
        return link;
    }

    NginxIngest ingest() {
        return ingest;
    }

    Arrivals arrivals() {
        return arrivals;
    }

    RigSettings settings() {
        return settings;
    }

    @Nullable
    EncoderService product() {
        return product;
    }

    /** Our service, started if it is not there. */
    EncoderService started() throws IOException, InterruptedException {
        EncoderService present = product;
        return present == null ? start(newHome(), Map.of()) : present;
    }

    /** Our service as a scenario needs it. */
    EncoderService startedFor(Scenario scenario) throws IOException, InterruptedException {
        if (scenario.is(Scenario.Trait.SMALL_DISK)) {
            return startedOnSmallDisk();
        }
        return scenario.is(Scenario.Trait.WALL_CLOCK) ? startedOnWallClock() : started();
    }

    /** A fresh service whose recordings lie on a small disk. */
    private EncoderService startedOnSmallDisk() throws IOException, InterruptedException {
        discard();
        Path home = newHome();
        disk = SmallDisk.mount(home.resolve("recordings"));
        return start(home, Map.of());
    }

    /** A fresh service whose time of day can be made to jump. */
    private EncoderService startedOnWallClock() throws IOException, InterruptedException {
        discard();
        Path home = newHome();
        WallClock present = WallClock.in(home.resolveSibling("clock"));
        wallClock = present;
        return start(home, present.environment());
    }

    /** The clock of {@link #startedOnWallClock()}. */
    WallClock wallClock() {
        WallClock present = wallClock;
        if (present == null) {
            throw new IllegalStateException("This scenario has no clock of its own");
        }
        return present;
    }

    /** The disk of {@link #startedOnSmallDisk()}. */
    SmallDisk disk() {
        SmallDisk present = disk;
        if (present == null) {
            throw new IllegalStateException("This scenario has no small disk");
        }
        return present;
    }

    private Path newHome() throws IOException {
        return Files.createDirectories(
                directory.resolve("product-" + ++products).resolve("home"));
    }

    private EncoderService start(Path home, Map<String, String> more) throws IOException, InterruptedException {
        Map<String, String> environment = environment();
        environment.putAll(more);
        EncoderService fresh = EncoderService.start(settings.service(), home, ENCODER_PORT, environment);
        product = fresh;
        fresh.key(KEY);
        return fresh;
    }

    /** Ends our service, so that the next scenario begins with a fresh one. */
    void discard() {
        EncoderService present = product;
        SmallDisk mounted = disk;
        product = null;
        disk = null;
        wallClock = null;
        if (present != null) {
            present.close();
        }
        if (mounted != null) {
            mounted.close();
        }
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("RUCKSACK_FFMPEG_PATH", FfmpegBinary.locate().toString());
        environment.put("RUCKSACK_CAPTURE_SOURCE", "url");
        environment.put("RUCKSACK_CAPTURE_DEVICE", camera.videoUrl());
        environment.put("RUCKSACK_CAPTURE_FORMAT", "yuv4mpegpipe");
        environment.put("RUCKSACK_CAPTURE_WIDTH", String.valueOf(settings.width()));
        environment.put("RUCKSACK_CAPTURE_HEIGHT", String.valueOf(settings.height()));
        environment.put("RUCKSACK_CAPTURE_RATE", String.valueOf(settings.rate()));
        environment.put("RUCKSACK_CAPTURE_FROZENISLOST", "true"); // as of a capture stick
        environment.put("RUCKSACK_SOUND_SOURCE", "url");
        environment.put("RUCKSACK_SOUND_DEVICE", camera.soundUrl());
        environment.put("RUCKSACK_SOUND_FORMAT", "s16le");
        environment.put("RUCKSACK_ENCODER_NAME", "libx264");
        environment.put("RUCKSACK_ENCODER_VIDEOBITSPERSECOND", String.valueOf(settings.videoBitsPerSecond()));
        environment.put("RUCKSACK_DESTINATION_SERVICE", "custom");
        environment.put("RUCKSACK_DESTINATION_URL", ingest.url());
        return environment;
    }

    /** Puts everything but our service back to how it was: whatever a scenario that failed has left. */
    void mend() throws IOException {
        link.clear();
        camera.away(false);
        camera.hang(false);
        camera.still(false);
        camera.loseEvery(0);
        ingest.refuseKeys(false);
        ingest.mend();
    }

    @Override
    public void close() {
        discard();
        arrivals.close();
        ingest.close();
        link.close();
        camera.close();
    }
}
