package dev.rucksack.control.bonding;

import org.jspecify.annotations.Nullable;

/**
 * What is measured of a link; null is unknown.
 *
 * @param latencySeconds round trip
 * @param lossSend lost on the way out, 0 to 1
 * @param inFlightBytes sent and not yet acknowledged
 * @param mos mean opinion score, 1 to 5
 * @param congested the bond's own verdict that the link is full or poor
 * @param sendEstimateBitsPerSecond what the bond believes the link could carry
 */
public record LinkHealth(
        @Nullable Double latencySeconds,
        @Nullable Double jitterSeconds,
        @Nullable Double lossSend,
        @Nullable Double lossReceive,
        @Nullable Double sendBitsPerSecond,
        @Nullable Double receiveBitsPerSecond,
        @Nullable Double inFlightBytes,
        @Nullable Double mos,
        @Nullable Boolean congested,
        @Nullable Double sendEstimateBitsPerSecond) {

    /** Nothing is known. */
    public static final LinkHealth UNKNOWN = new LinkHealth(null, null, null, null, null, null, null, null, null, null);
}
