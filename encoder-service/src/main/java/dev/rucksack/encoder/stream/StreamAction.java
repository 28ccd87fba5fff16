package dev.rucksack.encoder.stream;

/** What the machine wants done. */
public enum StreamAction {
    /** Open encoders and uplink with the settings and the key of now. */
    START,
    /** End uplink and encoders; {@link StreamEvent.Ended} follows. */
    STOP
}
