package dev.rucksack.encoder.broadcast;

import java.util.List;
import java.util.Map;

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
 * @param droppedUplink encoded and given up on the uplink
 * @param unheard of these, sent once, and the connection ended before anybody said whether they came: viewers may have seen them
 * @param inEncoder, inQueue, inFlight on their way
 * @param offAir encoded while nothing was to go out: for the recording alone
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
        long unheard,
        long inEncoder,
        long inQueue,
        long inFlight,
        long offAir) {

    public static final Books EMPTY = new Books(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** Whether every frame is accounted for (design §5). */
    public boolean balanced() {
        return captured == used + surplus
                && used + repeated + slate == ticks
                && ticks == encoded + droppedEncode + inEncoder
                && encoded == acknowledged + droppedUplink + offAir + inQueue + inFlight
                && inEncoder >= 0
                && inQueue >= 0
                && inFlight >= 0;
    }

    /** The laws of {@link #balanced()} one by one, with their terms: design §5. */
    public List<Equation> equations() {
        return List.of(
                new Equation(
                        "Every frame that the camera gave went into the stream or was one too many for it.",
                        Equation.terms("captured", captured),
                        Equation.terms("used", used, "surplus", surplus)),
                new Equation(
                        "Every tick of the stream showed a new frame, the last one again, or the slate.",
                        Equation.terms("ticks", ticks),
                        Equation.terms("used", used, "repeated", repeated, "slate", slate)),
                new Equation(
                        "Every tick came out of the encoder, was lost there, or is still inside.",
                        Equation.terms("ticks", ticks),
                        Equation.terms("encoded", encoded, "dropped{encode}", droppedEncode, "in{encoder}", inEncoder)),
                new Equation(
                        "Every picture was acknowledged by the ingest, was given up on the uplink, was meant for the recording"
                                + " alone, waits, or is on its way.",
                        Equation.terms("encoded", encoded),
                        Equation.terms(
                                "acknowledged",
                                acknowledged,
                                "dropped{uplink}",
                                droppedUplink,
                                "offair",
                                offAir,
                                "in{queue}",
                                inQueue,
                                "in{flight}",
                                inFlight)));
    }

    /** Frames that no viewer got, by where. */
    public Map<String, Long> lost() {
        return Equation.terms("capture", droppedCapture, "encode", droppedEncode, "uplink", droppedUplink);
    }
}
