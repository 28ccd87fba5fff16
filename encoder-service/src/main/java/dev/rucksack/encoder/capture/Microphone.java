package dev.rucksack.encoder.capture;

import dev.rucksack.encoder.ffmpeg.CaptureCommands;
import dev.rucksack.encoder.ffmpeg.Supervisor;
import dev.rucksack.encoder.ffmpeg.Workshop;
import dev.rucksack.encoder.settings.Settings;
import dev.rucksack.encoder.sound.MicrophoneBuffer;
import dev.rucksack.encoder.stream.FaultCode;
import dev.rucksack.encoder.stream.RestartPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The sound's source, kept open from {@link #start()} to {@link #stop()} as the camera is. With source {@code none}, or where the
 * camera's file brings its own sound, there is nothing to open, and that is no fault.
 */
public final class Microphone {

    static final String PROCESS = "microphone";

    /** What to open. */
    record Found(String name, List<String> input) {}

    private final Settings.Sound settings;
    private final Settings.Capture camera;
    private final AlsaDevices devices;
    private final Supplier<String> cameraName;
    private final Workshop workshop;
    private final MicrophoneBuffer buffer;
    private final CaptureState state;
    private final Supervisor supervisor;
    private volatile @Nullable String name;

    /** @param cameraName what the camera in use is called, empty if there is none: its own sound is preferred */
    public Microphone(
            Settings.Sound settings,
            Settings.Capture camera,
            AlsaDevices devices,
            Supplier<String> cameraName,
            Workshop workshop,
            MicrophoneBuffer buffer,
            CaptureListener listener) {
        this.settings = settings;
        this.camera = camera;
        this.devices = devices;
        this.cameraName = cameraName;
        this.workshop = workshop;
        this.buffer = buffer;
        this.state = new CaptureState(listener);
        this.supervisor = new Supervisor(
                "microphone",
                RestartPolicy.CAPTURE,
                workshop.nanos(),
                () -> new MicrophoneRun(this),
                () -> listener.restarted(PROCESS));
    }

    /** Whether the sound comes out of the camera's own file: then the {@link Camera} carries it. */
    public static boolean cameraCarries(Settings.Sound sound, Settings.Capture camera) {
        return sound.source() == Settings.SoundSource.FILE
                && camera.source() == Settings.CaptureSource.FILE
                && (sound.device().equals("auto") || sound.device().equals(camera.device()));
    }

    public void start() {
        if (settings.source() != Settings.SoundSource.NONE && !cameraCarries(settings, camera)) {
            supervisor.start();
        }
    }

    /** It may have come: looks at once. */
    public void look() {
        supervisor.wake();
    }

    /** Closes the device. Complete when it is free. */
    public CompletableFuture<Void> stop() {
        return supervisor.stop();
    }

    /** What is open, or was last. */
    public @Nullable String name() {
        return name;
    }

    public boolean delivering() {
        return buffer.delivering(workshop.nanos().getAsLong());
    }

    public @Nullable FaultCode fault() {
        return state.fault();
    }

    Workshop workshop() {
        return workshop;
    }

    MicrophoneBuffer buffer() {
        return buffer;
    }

    CaptureState state() {
        return state;
    }

    /** What to open now; empty if it is not there. */
    Optional<Found> find() {
        Optional<Found> found = switch (settings.source()) {
            case ALSA ->
                devices.find(settings.device(), cameraName.get())
                        .map(device -> new Found(device.name(), CaptureCommands.alsa(plug(device.id()))));
            case FILE ->
                Files.isReadable(Path.of(settings.device()))
                        ? Optional.of(new Found(
                                Path.of(settings.device()).getFileName().toString(),
                                CaptureCommands.file(settings.device())))
                        : Optional.empty();
            case URL ->
                Optional.of(new Found(
                        "Network sound",
                        CaptureCommands.soundUrl(
                                settings.device(), settings.format().equals("auto") ? "" : settings.format())));
            case TEST ->
                Optional.of(new Found(
                        "Test tone",
                        CaptureCommands.lavfi(
                                settings.tone().isEmpty() ? CaptureCommands.testTone() : settings.tone())));
            case NONE -> Optional.empty();
        };
        found.ifPresent(one -> name = one.name());
        return found;
    }

    /** ALSA's plug layer gives 48 kHz stereo whatever the device has: many microphones are mono. */
    private static String plug(String id) {
        return id.startsWith("hw:") ? "plug" + id : id;
    }
}
