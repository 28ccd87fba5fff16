package dev.rucksack.encoder.capture;

import dev.rucksack.encoder.ffmpeg.FormatQuery;
import dev.rucksack.encoder.ffmpeg.InputLines;
import dev.rucksack.encoder.ffmpeg.Supervisor;
import dev.rucksack.encoder.ffmpeg.Workshop;
import dev.rucksack.encoder.frame.FrameClock;
import dev.rucksack.encoder.frame.FramePool;
import dev.rucksack.encoder.frame.Stillness;
import dev.rucksack.encoder.settings.Settings;
import dev.rucksack.encoder.sound.MicrophoneBuffer;
import dev.rucksack.encoder.stream.FaultCode;
import dev.rucksack.encoder.stream.RestartPolicy;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The picture's source, kept open from {@link #start()} to {@link #stop()} whether a stream runs or not: found, opened in the form that
 * suits best, looked after, and opened again when it was away, refused us or hung.
 */
public final class Camera {

    static final String PROCESS = "capture";

    private final Settings.Capture settings;
    private final FrameClock clock;
    private final FramePool pool;
    private final Workshop workshop;
    private final @Nullable MicrophoneBuffer ownSound;
    private final CameraSource source;
    private final CaptureState state;
    private final @Nullable Stillness stillness;
    private final Supervisor supervisor;
    private volatile @Nullable CameraInfo info;
    private int attempt;
    private boolean silentFile;
    private boolean bars;

    /**
     * @param ownSound takes the sound of the same file, so that both stay together; null if the sound comes from elsewhere
     */
    public Camera(
            Settings.Capture settings,
            V4l2Devices devices,
            Workshop workshop,
            FramePool pool,
            FrameClock clock,
            @Nullable MicrophoneBuffer ownSound,
            CaptureListener listener) {
        this.settings = settings;
        this.clock = clock;
        this.pool = pool;
        this.workshop = workshop;
        this.ownSound = ownSound;
        this.source = new CameraSource(settings, devices, new FormatQuery(workshop));
        this.state = new CaptureState(listener);
        this.stillness = settings.frozenIsLost() ? new Stillness() : null;
        this.supervisor = new Supervisor(
                "camera",
                RestartPolicy.CAPTURE,
                workshop.nanos(),
                () -> new CameraRun(this),
                () -> listener.restarted(PROCESS));
    }

    public void start() {
        supervisor.start();
    }

    /** It may have come: looks at once. */
    public void look() {
        supervisor.wake();
    }

    /** Closes the device. Complete when it is free. From here on the camera owes no frames. */
    public CompletableFuture<Void> stop() {
        return supervisor.stop().thenRun(() -> {
            clock.cameraPaused();
            if (stillness != null) {
                stillness.close();
            }
        });
    }

    /** What is open, or was last; null if nothing was found yet. */
    public @Nullable CameraInfo info() {
        return info;
    }

    public boolean delivering() {
        return state.delivering();
    }

    public @Nullable FaultCode fault() {
        return state.fault();
    }

    Settings.Capture settings() {
        return settings;
    }

    FrameClock clock() {
        return clock;
    }

    FramePool pool() {
        return pool;
    }

    Workshop workshop() {
        return workshop;
    }

    @Nullable
    MicrophoneBuffer ownSound() {
        return silentFile ? null : ownSound;
    }

    /** The file has no sound: it is opened without. */
    void hasNoSound() {
        silentFile = true;
    }

    /** Whether its pictures get bars. Not before they are known to need them, for that costs a copy of each. */
    boolean bars() {
        return bars;
    }

    /** Its pictures are not of the stream's shape. */
    void needsBars() {
        bars = true;
    }

    /** Outlives an opening: what is opened anew and shows the same still as before is still no picture. */
    @Nullable
    Stillness stillness() {
        return stillness;
    }

    CameraSource source() {
        return source;
    }

    CaptureState state() {
        return state;
    }

    /** Which of the profiles to try now. */
    int attempt() {
        return attempt;
    }

    /** This profile was refused: the next one next time. */
    void nextAttempt() {
        attempt++;
    }

    void found(String name) {
        CameraInfo before = info;
        if (before == null || !before.name().equals(name)) {
            info = new CameraInfo(name, null, null, null);
        }
    }

    void opened(String name, InputLines.Picture picture) {
        info = new CameraInfo(name, picture.format(), picture.size(), picture.rate());
        clock.camera(picture.rate() == null ? settings.rate() : picture.rate());
    }
}
