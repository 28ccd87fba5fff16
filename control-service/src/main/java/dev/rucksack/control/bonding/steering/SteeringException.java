package dev.rucksack.control.bonding.steering;

/** The bond did not do what it was told. */
public final class SteeringException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Kind {
        /** It would not: its own reasons. */
        REFUSED,
        /** It does not know such a thing, or such a value; trying again changes nothing. */
        UNKNOWN_TO_IT,
        /** No answer in time; it may be done or not. */
        SILENT,
        /** It cannot be called. */
        GONE
    }

    private final Kind kind;

    /** @param message all that is known, for the log; nothing secret */
    public SteeringException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
