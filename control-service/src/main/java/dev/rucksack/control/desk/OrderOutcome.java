package dev.rucksack.control.desk;

import dev.rucksack.control.encoder.Wanted;
import org.jspecify.annotations.Nullable;

/**
 * What became of an order.
 *
 * @param kind whether the encoder took it
 * @param code the problem's code ({@code encoder-unreachable}, or the encoder's own), null when taken
 * @param sentence one plain sentence for the operator, null when taken
 */
public record OrderOutcome(
        Kind kind, @Nullable String code, @Nullable String sentence) {

    public enum Kind {
        /** The encoder has it. */
        TAKEN,
        /** Not delivered within two seconds. A wish to go live is never delivered later; a stop is made up for. */
        UNREACHABLE,
        /** The encoder answered with a problem. */
        REFUSED,
        /** A later order came before this one was sent. */
        SUPERSEDED
    }

    static OrderOutcome taken() {
        return new OrderOutcome(Kind.TAKEN, null, null);
    }

    static OrderOutcome unreachable(Wanted wanted) {
        String sentence = wanted == Wanted.LIVE
                ? "The encoder does not answer; nothing was done. Try again."
                : "The encoder does not answer. Should it go on with the stream, it is stopped then.";
        return new OrderOutcome(Kind.UNREACHABLE, "encoder-unreachable", sentence);
    }

    static OrderOutcome superseded() {
        return new OrderOutcome(Kind.SUPERSEDED, "order-superseded", "A later order took the place of this one.");
    }

    static OrderOutcome refused(String code, String sentence) {
        return new OrderOutcome(Kind.REFUSED, code, sentence);
    }
}
