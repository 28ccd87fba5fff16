package dev.rucksack.encoder.stream;

import java.util.Locale;

/** What is. Lamp, page, API, log and metric use {@link #word()}. */
public enum StreamState {
    IDLE,
    STARTING,
    /** The ingest acknowledges media that shows the camera. */
    LIVE,
    /** Viewers had a picture in this order and get none now; it comes back by itself. */
    RECONNECTING,
    /** As {@link #LIVE}, but the camera is gone and viewers see the slate. */
    SLATE,
    /** As {@link #LIVE}, but the operator hides picture and sound. */
    PRIVACY,
    FAULT,
    STOPPING;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether viewers get something from us. */
    public boolean onAir() {
        return this == LIVE || this == SLATE || this == PRIVACY;
    }
}
