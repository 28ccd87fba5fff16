package dev.rucksack.control.encoder;

/** What the encoder says to an order. */
public sealed interface OrderAnswer {

    /** It has it. */
    record Taken() implements OrderAnswer {}

    /**
     * Somebody else ordered something else under this revision or a later one (409 {@code stale-revision}).
     *
     * @param revision the encoder's present revision, to go above
     */
    record Stale(long revision) implements OrderAnswer {}

    /**
     * It will not.
     *
     * @param code the problem's code
     * @param sentence its detail
     */
    record Refused(String code, String sentence) implements OrderAnswer {}
}
