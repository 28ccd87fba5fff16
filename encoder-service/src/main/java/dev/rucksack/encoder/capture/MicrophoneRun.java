package dev.rucksack.encoder.capture;

import dev.rucksack.encoder.ffmpeg.CaptureProcess;
import dev.rucksack.encoder.ffmpeg.ChildListener;
import dev.rucksack.encoder.ffmpeg.StderrClassifier;
import dev.rucksack.encoder.ffmpeg.Supervisor;
import dev.rucksack.encoder.stream.FaultCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One opening of a {@link Microphone}: this thread reads its samples. */
final class MicrophoneRun implements Supervisor.Run {

    private static final Logger log = LoggerFactory.getLogger(MicrophoneRun.class);
    private static final long AWAY_LOOK_MILLIS = 200;

    private final Microphone microphone;
    private volatile boolean stopping;
    private boolean any;
    private boolean hung;

    MicrophoneRun(Microphone microphone) {
        this.microphone = microphone;
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
        Optional<Microphone.Found> found = microphone.find();
        while (found.isEmpty()) {
            microphone.state().delivering(false);
            microphone.state().fault(FaultCode.NO_AUDIO_DEVICE);
            if (!lookLater()) {
                return;
            }
            found = microphone.find();
        }
        List<String> words = List.of();
        try (CaptureProcess process = CaptureProcess.start(
                microphone.workshop(),
                Microphone.PROCESS,
                found.get().input(),
                CaptureProcess.Wanted.SOUND,
                new ChildListener() {})) {
            try {
                SoundPump.pump(
                        process, microphone.buffer(), microphone.workshop().nanos(), () -> stopping, this::silentFor);
            } catch (IOException | UncheckedIOException e) {
                log.debug("Microphone: {}", e.getMessage());
            }
            if (hung) {
                process.kill();
            }
            words = process.lastWords();
        } catch (IOException e) {
            words = List.of(String.valueOf(e.getMessage()));
        }
        ended(words);
    }

    private void silentFor(long nanos) {
        if (nanos == 0) {
            any = true;
            microphone.state().delivering(true);
            return;
        }
        switch (Silence.of(any, nanos, 0)) {
            case SHORT -> {}
            case TOLD -> microphone.state().delivering(false);
            case HUNG -> {
                hung = true;
                throw new UncheckedIOException(new IOException("no sound for " + nanos / 1_000_000 + " ms"));
            }
        }
    }

    private void ended(List<String> words) {
        microphone.state().delivering(false);
        if (stopping) {
            return;
        }
        FaultCode fault = hung ? FaultCode.NO_AUDIO_DEVICE : StderrClassifier.sound(words);
        log.warn(
                "Microphone ended ({}): {}",
                fault == null ? "unknown" : fault.word(),
                words.isEmpty() ? "" : words.get(words.size() - 1));
        microphone.state().fault(FaultCode.NO_AUDIO_DEVICE);
    }

    /** False once stopped. */
    private synchronized boolean lookLater() {
        try {
            if (!stopping) {
                wait(AWAY_LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            return false;
        }
        return !stopping;
    }
}
