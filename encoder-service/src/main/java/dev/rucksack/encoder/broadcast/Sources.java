package dev.rucksack.encoder.broadcast;

import dev.rucksack.encoder.frame.FrameClock;
import dev.rucksack.encoder.frame.FramePool;
import dev.rucksack.encoder.frame.FrameRate;
import dev.rucksack.encoder.frame.PictureSize;
import dev.rucksack.encoder.settings.Settings;
import dev.rucksack.encoder.sound.MicrophoneBuffer;
import dev.rucksack.encoder.stream.FaultCode;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Opens cameras and microphones. What is not there is waited for; what ends is opened again. */
public interface Sources {

    /** A camera or microphone that is kept open until it is stopped. */
    interface Source {

        State state();

        /** Ends it for good; complete when nothing comes from it any more. */
        CompletableFuture<Void> stop();
    }

    /**
     * What a source is now. What is not known, or does not apply, is null.
     *
     * @param fault why it gives nothing
     */
    record State(
            @Nullable String name,
            @Nullable PictureSize size,
            @Nullable FrameRate rate,
            @Nullable String format,
            @Nullable FaultCode fault) {

        static final State UNKNOWN = new State(null, null, null, null, null);
    }

    /** Frames from {@code pool} go to {@code clock}. */
    Source camera(Settings.Capture wanted, FramePool pool, FrameClock clock);

    /** Samples go to {@code buffer}. */
    Source microphone(Settings.Sound wanted, MicrophoneBuffer buffer);

    /** What can be plugged in. */
    Devices devices();
}
