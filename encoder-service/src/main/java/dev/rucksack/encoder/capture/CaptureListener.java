package dev.rucksack.encoder.capture;

import dev.rucksack.encoder.stream.FaultCode;
import org.jspecify.annotations.Nullable;

/** Hears what becomes of a camera or a microphone. Called on its thread; must be quick. */
public interface CaptureListener {

    CaptureListener NONE = new CaptureListener() {};

    /** Frames or samples come, or have not come for half a second. Told on change. */
    default void delivering(boolean delivering) {}

    /** What is wrong; null when nothing is any more. Told on change. */
    default void fault(@Nullable FaultCode fault) {}

    /** The process is started anew after it ended or was killed as hung. */
    default void restarted(String process) {}
}
