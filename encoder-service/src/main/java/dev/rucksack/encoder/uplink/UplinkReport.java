package dev.rucksack.encoder.uplink;

import java.util.Map;
import java.util.OptionalDouble;

/**
 * How the uplink is. Counts are since the process started, the rest is now.
 *
 * @param books the video frames
 * @param publishing whether media was acknowledged on the present connection
 * @param acknowledgedSecondsAgo since the last acknowledgement of media; empty if there never was one
 * @param backlogSeconds media time between the newest tag and the oldest one not acknowledged
 * @param sentBytes bytes that the ingest's TCP (with SRT: the ingest) acknowledged, protocol overhead included
 * @param sentBitsPerSecond the same as a rate, over the last two seconds
 * @param offeredBitsPerSecond what the encoders give, over the last seconds of media time
 * @param rttSeconds from writing a byte to its acknowledgement; empty while unknown
 * @param reconnects connections lost after they had been made, by reason
 * @param sentPackets SRT only: packets that left, each once
 * @param lostPackets SRT only: packets that the ingest reported missing at first, mended later or not
 * @param lossRatio SRT only: lost of sent packets over the last two seconds, 0 to 1
 */
public record UplinkReport(
        UplinkBooks books,
        boolean publishing,
        OptionalDouble acknowledgedSecondsAgo,
        double backlogSeconds,
        long sentBytes,
        long sentBitsPerSecond,
        long offeredBitsPerSecond,
        OptionalDouble rttSeconds,
        Map<LossReason, Long> reconnects,
        long sentPackets,
        long lostPackets,
        OptionalDouble lossRatio) {

    public UplinkReport {
        reconnects = Map.copyOf(reconnects);
    }

    /** Whether the ingest acknowledged media on the present connection within so long. */
    public boolean acknowledgedWithin(double seconds) {
        return publishing && acknowledgedSecondsAgo.orElse(Double.MAX_VALUE) < seconds;
    }
}
