package dev.rucksack.encoder.ffmpeg;

import dev.rucksack.encoder.stream.FaultCode;
import org.jspecify.annotations.Nullable;

/** Hears what becomes of a supervised process. Called on its supervisor's thread; must be quick. */
public interface ProcessListener {

    ProcessListener NONE = new ProcessListener() {};

    /** It is started anew after it ended by itself or was killed as hung. */
    default void restarted(String process) {}

    /** It ended, or could not start; null if its last words fit no known fault. It is tried again. */
    default void failed(String process, @Nullable FaultCode fault, String lastWords) {}
}
