package dev.rucksack.encoder.broadcast;

/**
 * Where every frame is, at one moment. The equations of {@link #balanced()} hold in every instance.
 *
 * @param captured frames that the camera gave
 * @param surplus of these, not needed: the camera is faster than the stream
 * @param used of these, given to the stream
 * @param repeated ticks filled with the last frame again
 * @param slate ticks filled with the slate
 * @param ticks frames asked for by the stream's clock while it was on
 * @param encoded pictures that came out of the encoder
 * @param acknowledged of these, acknowledged by the ingest
 * @param resent sent again after a connection was lost; not counted anywhere else
 * @param droppedCapture missing against the camera's own rate
 * @param droppedEncode given to the encoder, or meant for it, and never encoded
 * @param droppedUplink encoded and never sent
 * @param inEncoder, inQueue, inFlight on their way
 */
public record Books(
        long captured,
        long surplus,
        long used,
        long repeated,
        long slate,
        long ticks,
        long encoded,
        long acknowledged,
        long resent,
        long droppedCapture,
        long droppedEncode,
        long droppedUplink,
        long inEncoder,
        long inQueue,
        long inFlight) {

    public static final Books EMPTY = new Books(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** Whether every frame is accounted for (design §5). */
    public boolean balanced() {
        return captured == used + surplus
                && used + repeated + slate == ticks
                && ticks == encoded + droppedEncode + inEncoder
                && encoded == acknowledged + droppedUplink + inQueue + inFlight
                && inEncoder >= 0
                && inQueue >= 0
                && inFlight >= 0;
    }
}
