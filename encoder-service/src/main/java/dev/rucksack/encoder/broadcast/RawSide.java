package dev.rucksack.encoder.broadcast;

import dev.rucksack.encoder.frame.Frame;
import dev.rucksack.encoder.frame.FrameBooks;
import dev.rucksack.encoder.frame.FrameClock;
import dev.rucksack.encoder.frame.FramePool;
import dev.rucksack.encoder.frame.Slate;
import dev.rucksack.encoder.settings.Settings;
import dev.rucksack.encoder.sound.AudioClock;
import dev.rucksack.encoder.sound.MicrophoneBuffer;
import dev.rucksack.encoder.sound.Mix;
import dev.rucksack.encoder.stream.Fault;
import dev.rucksack.encoder.stream.FaultCode;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Camera, microphone and their clocks for one choice of settings: open from the beginning, streaming or not. */
final class RawSide {

    private static final Logger log = LoggerFactory.getLogger(RawSide.class);
    private static final Duration PATIENCE = Duration.ofSeconds(12);

    /** A camera that is about to open is not missing yet. */
    private static final long OPENING_NANOS = Duration.ofSeconds(3).toNanos();

    private final LongSupplier nanos;
    private final FramePool pool;
    private final FrameClock clock;
    private final MicrophoneBuffer microphoneBuffer = new MicrophoneBuffer();
    private final AudioClock audioClock;
    private final Slate slate;
    private final Slates slates;
    private final Sources.Open sources;
    private final long openedNanos;
    private volatile Settings settings;

    RawSide(Settings settings, Sources sources, Slates slates, FrameBooks books, Counts counts, LongSupplier nanos) {
        this.settings = settings;
        this.nanos = nanos;
        this.openedNanos = nanos.getAsLong();
        Settings.Capture capture = settings.capture();
        this.slates = slates;
        pool = new FramePool(capture.size());
        slate = new Slate(capture.size());
        clock = new FrameClock(capture.rate(), slate, books, nanos);
        audioClock = new AudioClock(capture.rate(), microphoneBuffer, nanos);
        mix(settings);
        clock.start();
        audioClock.start();
        this.sources = sources.open(settings, new Sources.Target(pool, clock, microphoneBuffer), counts::restarted);
        show(settings.slate());
    }

    private void show(Settings.Slate wanted) {
        slate.show(slates.frame(wanted.picture(), pool.size()));
    }

    /** Those whose camera and microphone are open. */
    Settings settings() {
        return settings;
    }

    /** Whether these settings need another raw side. */
    boolean serves(Settings wanted) {
        return settings.capture().equals(wanted.capture()) && settings.sound().sameMicrophone(wanted.sound());
    }

    /** What can be had without another raw side: mixing, and the slate. */
    void adopt(Settings wanted) {
        Settings before = settings;
        mix(wanted);
        if (!before.slate().equals(wanted.slate())) {
            show(wanted.slate());
        }
    }

    private void mix(Settings wanted) {
        settings = wanted;
        Settings.Sound sound = wanted.sound();
        audioClock.mix(new Mix(sound.gainDecibels(), sound.mute(), sound.delayMillis()));
    }

    /** Of settings that need another raw side, only what can be had now. */
    void adoptPart(Settings wanted) {
        Settings.Sound now = settings.sound();
        Settings.Sound next = wanted.sound();
        adopt(new Settings(
                settings.capture(),
                new Settings.Sound(
                        now.source(),
                        now.device(),
                        now.format(),
                        next.delayMillis(),
                        next.gainDecibels(),
                        next.mute(),
                        now.tone()),
                settings.encoder(),
                settings.destination(),
                wanted.slate(),
                wanted.recording()));
    }

    /** Somebody wants to go live: what is away is looked for now, not when its turn comes. */
    void look() {
        sources.look();
    }

    void begin(Encoders.Encoding encoding) {
        audioClock.begin(encoding.sound());
        clock.begin(encoding.picture(), audioClock);
    }

    void end() {
        clock.end();
        audioClock.end();
    }

    void close() {
        end();
        await(sources.stop());
        clock.stop();
        audioClock.stop();
    }

    static void await(CompletableFuture<Void> end) {
        try {
            end.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | java.util.concurrent.ExecutionException e) {
            log.warn("Something did not end in time: {}", e.toString());
        }
    }

    boolean cameraDelivers() {
        Frame frame = clock.latest();
        if (frame != null) {
            frame.release();
        }
        return frame != null;
    }

    Gauges.Capture capture() {
        Sources.State state = sources.camera();
        return new Gauges.Capture(state.name(), cameraDelivers(), state.size(), state.rate(), state.format());
    }

    Gauges.Sound sound() {
        boolean delivering = microphoneBuffer.delivering(nanos.getAsLong());
        MicrophoneBuffer.Level level = microphoneBuffer.level();
        return new Gauges.Sound(
                sources.microphone().name(),
                delivering,
                delivering ? List.of(level.left(), level.right()) : null,
                settings.sound().mute());
    }

    List<Fault> cautions() {
        List<Fault> cautions = new ArrayList<>();
        boolean opening = nanos.getAsLong() - openedNanos < OPENING_NANOS;
        if (!cameraDelivers()) {
            add(cautions, sources.camera().fault(), FaultCode.CAMERA_MISSING, opening);
        }
        boolean silentOnPurpose = settings.sound().source() == Settings.SoundSource.NONE;
        if (!silentOnPurpose && !microphoneBuffer.delivering(nanos.getAsLong())) {
            add(cautions, sources.microphone().fault(), FaultCode.NO_AUDIO_DEVICE, opening);
        }
        return cautions;
    }

    private void add(List<Fault> cautions, @Nullable FaultCode known, FaultCode otherwise, boolean opening) {
        if (known != null || !opening) {
            String mode = settings.capture().size().height() + "p"
                    + Math.round(settings.capture().rate().framesPerSecond());
            cautions.add(Fault.of(known == null ? otherwise : known, "mode", mode));
        }
    }

    Optional<Picture> picture() {
        Frame frame = clock.shown();
        if (frame == null) {
            return Optional.empty();
        }
        try {
            ByteBuffer view = frame.view();
            byte[] bytes = new byte[view.remaining()];
            view.get(bytes);
            return Optional.of(new Picture(frame.size(), bytes));
        } finally {
            frame.release();
        }
    }
}
