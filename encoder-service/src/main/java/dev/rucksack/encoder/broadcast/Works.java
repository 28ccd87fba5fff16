package dev.rucksack.encoder.broadcast;

import dev.rucksack.encoder.settings.Settings;
import dev.rucksack.encoder.stream.StreamEvent;
import dev.rucksack.encoder.uplink.StreamKey;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Camera, microphone, encoders and uplink, as one. No method waits for a process: what comes of it is told as events,
 * from any thread, to the listener given to {@link #warm}.
 */
public interface Works extends AutoCloseable {

    /** Opens camera and microphone, which stay open until {@link #close()}. Call once. */
    void warm(Settings settings, Consumer<StreamEvent> listener);

    /**
     * Other settings. Mixing follows at once; camera and microphone too unless the works are open, else when they have
     * closed; the rest with the next {@link #open}.
     */
    void change(Settings settings);

    /**
     * Opens encoders and uplink. What cannot be opened is told as {@link StreamEvent.Failed}.
     *
     * @param proven whether the ingest took this key before in the same order
     */
    void open(Settings settings, Optional<StreamKey> key, boolean proven);

    /** Ends what {@link #open} opened; {@link StreamEvent.Ended} follows, always. */
    void shut();

    /** Everything measured, at one moment. */
    Gauges gauges();

    /** The latest frame, if there is one. */
    Optional<Picture> picture();

    /** What can be plugged in. May ask the system and so take a moment. */
    Devices devices();

    /** Ends everything and waits for it. */
    @Override
    void close();
}
