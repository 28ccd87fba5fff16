package dev.rucksack.encoder.capture;

import dev.rucksack.encoder.ffmpeg.CaptureCommands;
import dev.rucksack.encoder.ffmpeg.CaptureProcess;
import dev.rucksack.encoder.ffmpeg.ChildListener;
import dev.rucksack.encoder.ffmpeg.InputLines;
import dev.rucksack.encoder.ffmpeg.OtherShapeException;
import dev.rucksack.encoder.ffmpeg.SignalWatch;
import dev.rucksack.encoder.ffmpeg.StderrClassifier;
import dev.rucksack.encoder.ffmpeg.Supervisor;
import dev.rucksack.encoder.frame.Frame;
import dev.rucksack.encoder.frame.Stillness;
import dev.rucksack.encoder.sound.MicrophoneBuffer;
import dev.rucksack.encoder.stream.FaultCode;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One opening of a {@link Camera}: this thread reads its frames. */
final class CameraRun implements Supervisor.Run {

    private static final Logger log = LoggerFactory.getLogger(CameraRun.class);
    private static final long LOOK_MILLIS = 100;
    private static final long AWAY_LOOK_MILLIS = 200;

    private final Camera camera;
    private final AtomicBoolean told = new AtomicBoolean();
    private final AtomicInteger complaints = new AtomicInteger();
    private volatile boolean stopping;
    private boolean anyFrame;
    private @Nullable FaultCode lost;
    private boolean hung;

    CameraRun(Camera camera) {
        this.camera = camera;
    }

    @Override
    public void stop() {
        synchronized (this) {
            stopping = true;
            notifyAll();
        }
    }

    @Override
    public synchronized void wake() {
        notifyAll();
    }

    @Override
    public void live() {
        CameraSource.Found found = await();
        if (found == null) {
            return;
        }
        camera.found(found.name());
        List<String> input =
                found.inputs().get(camera.attempt() % found.inputs().size());
        boolean bars = camera.bars() || !CaptureCommands.steady(input);
        MicrophoneBuffer sound = camera.ownSound();
        List<String> words = List.of();
        try (SignalWatch watch = watch(found.receiver());
                CaptureProcess process = CaptureProcess.start(
                        camera.workshop(),
                        Camera.PROCESS,
                        input,
                        new CaptureProcess.Wanted(camera.pool().size(), bars, sound != null),
                        hearing(found.name()))) {
            if (sound != null) {
                SoundPump.start("file-sound", process, sound, camera.workshop().nanos(), () -> stopping);
            }
            try {
                read(process, watch);
            } catch (IOException e) {
                if (e instanceof OtherShapeException && !bars) {
                    log.info("Camera {}: {}: it gets bars", found.name(), e.getMessage());
                    camera.needsBars();
                    camera.state().delivering(false);
                    return;
                }
                log.debug("Capture: {}", e.getMessage());
            }
            if (hung) {
                process.kill();
            }
            words = process.lastWords();
        } catch (IOException e) {
            words = List.of(String.valueOf(e.getMessage()));
        }
        ended(words, found.inputs().size());
    }

    /** Waits, cheaply, until the source is there; null when stopped. */
    private CameraSource.@Nullable Found await() {
        while (!stopping) {
            if (camera.source().present()) {
                var found = camera.source().find();
                if (found.isPresent()) {
                    return found.get();
                }
            }
            camera.source().forget();
            camera.state().delivering(false);
            camera.state().fault(FaultCode.CAMERA_MISSING);
            synchronized (this) {
                try {
                    if (!stopping) {
                        wait(AWAY_LOOK_MILLIS);
                    }
                } catch (InterruptedException e) {
                    return null;
                }
            }
        }
        return null;
    }

    private ChildListener hearing(String name) {
        return new ChildListener() {
            @Override
            public void errorLine(String line) {
                if (StderrClassifier.noFrame(line)) {
                    complaints.incrementAndGet();
                }
                InputLines.Picture picture = InputLines.picture(line);
                if (picture != null && told.compareAndSet(false, true)) {
                    log.info("Camera {}: {} {} at {}", name, picture.format(), picture.size(), picture.rate());
                    camera.opened(name, picture);
                }
            }
        };
    }

    private @Nullable SignalWatch watch(@Nullable String receiver) throws IOException {
        return receiver == null ? null : new SignalWatch(camera.workshop(), receiver);
    }

    private void read(CaptureProcess process, @Nullable SignalWatch watch) throws IOException {
        Quiet quiet = new Quiet(now());
        Frame frame = take();
        try {
            while (!stopping && frame != null) {
                boolean whole = process.readPicture(frame.target(), LOOK_MILLIS);
                if (whole) {
                    Frame full = frame;
                    frame = null;
                    give(full, watch != null && watch.lost());
                    quiet.looked(true, now());
                    anyFrame = true;
                    complaints.set(0);
                    frame = take();
                } else {
                    silent(quiet.looked(false, now()));
                }
            }
        } finally {
            if (frame != null) {
                frame.release();
            }
        }
    }

    /** To the clock, unless it is no picture, whatever comes. */
    private void give(Frame full, boolean noSignal) throws IOException {
        Stillness stillness = camera.stillness();
        boolean still = stillness != null && stillness.still(full, now());
        FaultCode now = noSignal ? FaultCode.CAMERA_NO_SIGNAL : still ? FaultCode.CAMERA_FROZEN : null;
        if (now == null && lost != FaultCode.CAMERA_NO_SIGNAL) {
            lost = null;
            camera.clock().arrived(full);
            camera.state().delivering(true);
            return;
        }
        full.release();
        if (now == null) {
            camera.source().forget();
            throw new IOException("the signal is back, maybe in another form");
        }
        if (now != lost) {
            lost = now;
            log.warn("Camera: {}", now.word());
            camera.clock().pictureLost();
            camera.state().delivering(false);
            camera.state().fault(now);
        }
    }

    private void silent(long nanos) throws IOException {
        Silence silence = Silence.of(anyFrame, nanos, complaints.get());
        if (silence == Silence.HUNG) {
            hung = true;
            throw new IOException("no frame for " + nanos / 1_000_000 + " ms");
        }
        if (silence == Silence.TOLD && anyFrame) {
            camera.state().delivering(false);
            camera.state().fault(FaultCode.CAMERA_NO_SIGNAL);
        }
    }

    /** A free frame; all are in use only if somebody keeps one by mistake, so this hardly ever waits. */
    private @Nullable Frame take() {
        Frame frame = camera.pool().take();
        while (frame == null && !stopping) {
            synchronized (this) {
                try {
                    wait(5);
                } catch (InterruptedException e) {
                    return null;
                }
            }
            frame = camera.pool().take();
        }
        return frame;
    }

    private void ended(List<String> words, int profiles) {
        camera.state().delivering(false);
        if (stopping) {
            return;
        }
        if (camera.ownSound() != null && words.stream().anyMatch(line -> line.contains("matches no streams"))) {
            camera.hasNoSound();
            return;
        }
        boolean noSignal = hung || lost == FaultCode.CAMERA_NO_SIGNAL;
        FaultCode fault = noSignal ? FaultCode.CAMERA_NO_SIGNAL : StderrClassifier.camera(words);
        log.warn(
                "Capture ended ({}): {}",
                fault == null ? "unknown" : fault.word(),
                words.isEmpty() ? "" : words.get(words.size() - 1));
        if (hung) {
            camera.source().forget();
        }
        if (!anyFrame && !hung && fault == FaultCode.FORMAT_REFUSED) {
            camera.nextAttempt();
            camera.source().forget();
            if (camera.attempt() % profiles != 0) {
                return;
            }
        }
        camera.state().fault(fault == null ? FaultCode.CAMERA_MISSING : fault);
    }

    private long now() {
        return camera.workshop().nanos().getAsLong();
    }
}
