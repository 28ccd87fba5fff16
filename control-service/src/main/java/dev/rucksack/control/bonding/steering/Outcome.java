package dev.rucksack.control.bonding.steering;

import org.jspecify.annotations.Nullable;

/**
 * What came of a request.
 *
 * @param sentence one plain sentence for everything but {@link Kind#DONE} and {@link Kind#UNDER_WAY}
 */
public record Outcome(Kind kind, @Nullable String sentence) {

    /** How it ended. */
    public enum Kind {
        DONE,
        /** It takes longer; the tunnel shows what becomes of it. */
        UNDER_WAY,
        /** Live, and nobody has said that it is meant. */
        NOT_CONFIRMED,
        /** Nothing can be steered here now. */
        NO_STEERING,
        NO_SUCH_LINK,
        /** Too much is asked at once. */
        BUSY,
        /** The bond would not. */
        REFUSED,
        /** The bond does not know it. */
        UNKNOWN_TO_IT,
        /** The bond did not answer in time. */
        SILENT
    }

    static final Outcome DONE = new Outcome(Kind.DONE, null);

    static final Outcome UNDER_WAY = new Outcome(Kind.UNDER_WAY, null);

    static final Outcome NO_STEERING =
            new Outcome(Kind.NO_STEERING, "Speedify is not in charge of the links now; there is nothing to set.");

    static Outcome of(SteeringException e) {
        return switch (e.kind()) {
            case REFUSED -> new Outcome(Kind.REFUSED, "Speedify would not do it; nothing has changed.");
            case UNKNOWN_TO_IT ->
                new Outcome(Kind.UNKNOWN_TO_IT, "This Speedify does not know that; nothing has changed.");
            case SILENT ->
                new Outcome(
                        Kind.SILENT, "Speedify did not answer in time; look whether it is done before trying again.");
            case GONE -> NO_STEERING;
        };
    }
}
