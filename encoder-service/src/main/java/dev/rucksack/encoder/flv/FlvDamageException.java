package dev.rucksack.encoder.flv;

import java.io.IOException;

/** The bytes are not, or no longer, FLV: what follows cannot be trusted, and the source has to be replaced. */
public final class FlvDamageException extends IOException {

    private static final long serialVersionUID = 1L;

    FlvDamageException(String what, long position) {
        super("Damaged FLV at byte " + position + ": " + what);
    }
}
