package dev.rucksack.encoder.broadcast;

import dev.rucksack.encoder.stream.StreamOrder;

/** An order came whose revision is not above the present one. */
public final class StaleRevisionException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient StreamOrder present;

    StaleRevisionException(StreamOrder present) {
        super("A newer order is in force.");
        this.present = present;
    }

    public StreamOrder present() {
        return present;
    }
}
