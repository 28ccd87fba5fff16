package dev.rucksack.encoder.broadcast;

/** A picture looks like one and cannot be decoded. */
public final class UnreadablePictureException extends Exception {

    private static final long serialVersionUID = 1;

    UnreadablePictureException(Throwable cause) {
        super("This picture cannot be read. Save it again as PNG or JPEG, and send that.", cause);
    }
}
