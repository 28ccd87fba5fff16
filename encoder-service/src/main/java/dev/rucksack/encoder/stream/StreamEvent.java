package dev.rucksack.encoder.stream;

/** What can happen to the stream. Every event is a fact that has been observed, never a hope. */
public sealed interface StreamEvent {

    /** The operator ordered; checked against the present order before. */
    record Ordered(StreamOrder order) implements StreamEvent {}

    /** The service has started anew and goes on with the order of its life before. */
    record Resumed(StreamOrder order, LifeProof proof) implements StreamEvent {}

    /**
     * A person changed the key or the settings: an end state is worth another attempt.
     *
     * @param elsewhere another key or another ingest: what was proven of the ones before proves nothing
     */
    record Mended(boolean elsewhere) implements StreamEvent {}

    /** The ingest has kept a connection so long that the key is proven. */
    record Proven() implements StreamEvent {}

    /** The ingest has acknowledged media of this session just now. */
    record Acknowledged() implements StreamEvent {}

    /** The uplink is open, but nothing was acknowledged for two seconds. */
    record Silent() implements StreamEvent {}

    /** The connection to the ingest is lost or cannot be made; the uplink tries again by itself. */
    record UplinkLost(Fault fault) implements StreamEvent {}

    /** The works cannot go on as they are: start refused, key refused, encoder unavailable. */
    record Failed(Fault fault) implements StreamEvent {}

    /** Everything that {@link StreamAction#START} opened has ended. */
    record Ended() implements StreamEvent {}

    /** The camera came or went (gone: no frame for 500 ms, viewers see the slate). */
    record Camera(boolean delivering) implements StreamEvent {}

    /** Time passed. */
    record Tick() implements StreamEvent {}
}
