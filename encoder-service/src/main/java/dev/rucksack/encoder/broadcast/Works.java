package dev.rucksack.encoder.broadcast;

import dev.rucksack.encoder.settings.Settings;
import dev.rucksack.encoder.stream.StreamEvent;
import dev.rucksack.encoder.uplink.StreamKey;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Camera, microphone, encoders, uplink and recording, as one. The encoders run while uplink or recording is open. No method waits for a process: what comes of it is told as events,
 * from any thread, to the listener given to {@link #listen}.
 */
public interface Works extends AutoCloseable {

    /** Who is told what becomes of it. Call once, before anything else. */
    void listen(Consumer<StreamEvent> listener);

    /** Opens camera and microphone, which stay open until {@link #close()}. Call once; {@link #open} does not wait for it. */
    void warm(Settings settings);

    /**
     * Other settings. Mixing follows at once; the rest too unless the works are open, else when they have closed. What is
     * being recorded then goes on as another recording.
     */
    void change(Settings settings);

    /**
     * Opens encoders and uplink. What cannot be opened is told as {@link StreamEvent.Failed}.
     *
     * @param proven whether the ingest took this key before in the same order
     */
    void open(Settings settings, Optional<StreamKey> key, boolean proven);

    /**
     * Ends what {@link #open} opened; {@link StreamEvent.Ended} follows, always.
     *
     * @param recordOn whether the recording goes on without it
     */
    void shut(boolean recordOn);

    /** Whether it is recorded from now on, on air or not. */
    void record(boolean on);

    /** Whether the camera gives frames: as in {@link #gauges()}, at little cost. */
    boolean cameraDelivers();

    /** Whether the ingest acknowledged media of late: as in {@link #gauges()}, at little cost. */
    boolean onAir();

    /**
     * What camera, microphone and uplink work by now. It differs from what was chosen while a change waits, be it for the end of a
     * stream or for a device to be let go.
     *
     * @param chosen the settings that were given last
     */
    Settings inForce(Settings chosen);

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
