package dev.rucksack.encoder.uplink;

/** What an uplink tells. */
public sealed interface UplinkEvent {

    /** An attempt begins. Told for the first attempt and once after each loss, not for every retry. */
    record Connecting() implements UplinkEvent {}

    /** The ingest acknowledged media on this connection: viewers get something from us. */
    record Publishing() implements UplinkEvent {}

    /** The ingest has kept this connection for five seconds: the key is good. Told once for each connection. */
    record Proven() implements UplinkEvent {}

    /** Not, or no longer, publishing; the uplink goes on trying. Told again when the reason changes. */
    record Lost(LossReason reason) implements UplinkEvent {}

    /** The end: the ingest refused the key of an order that never published. The uplink tries no more; close it. */
    record GaveUp(LossReason reason) implements UplinkEvent {}

    /**
     * Closed on request. The last event.
     *
     * @param flushed whether everything was acknowledged; what was not counts as dropped
     */
    record Closed(boolean flushed) implements UplinkEvent {}
}
