package dev.rucksack.encoder.broadcast;

import dev.rucksack.encoder.frame.FrameClock;
import dev.rucksack.encoder.frame.FramePool;
import dev.rucksack.encoder.frame.FrameRate;
import dev.rucksack.encoder.frame.PictureSize;
import dev.rucksack.encoder.settings.Settings;
import dev.rucksack.encoder.sound.MicrophoneBuffer;
import dev.rucksack.encoder.stream.FaultCode;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Opens cameras and microphones. What is not there is waited for; what ends is opened again. */
public interface Sources {

    /** A camera and a microphone that are kept open until they are stopped. */
    interface Open {

        State camera();

        State microphone();

        /** Whoever is away may have come: looks at once. */
        void look();

        /** Ends both for good; complete when nothing comes from them any more. */
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
            @Nullable FaultCode fault) {}

    /** Where frames and samples go. */
    record Target(FramePool pool, FrameClock clock, MicrophoneBuffer buffer) {}

    /** @param restarted told the name of each process that ended unasked and is started anew */
    Open open(Settings settings, Target target, Consumer<String> restarted);

    /** What can be plugged in. */
    Devices devices();
}
