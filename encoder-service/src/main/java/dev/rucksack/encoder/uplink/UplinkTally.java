package dev.rucksack.encoder.uplink;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** What an uplink reports beside the books: counts go on over connections and sessions. Thread-safe. */
final class UplinkTally {

    private final RateMeter rate = new RateMeter();
    private final RateMeter packetRate = new RateMeter();
    private final RateMeter lossRate = new RateMeter();
    private final Map<LossReason, Long> reconnects = new EnumMap<>(LossReason.class);
    private long sentBefore;
    private long sentNow;
    private long packetsBefore;
    private long packetsNow;
    private long lostBefore;
    private long lostNow;
    private boolean publishing;
    private boolean everAcknowledged;
    private long acknowledgedNanos;
    private @Nullable Double roundTripSeconds;

    synchronized void sent(
            long bytesOfConnection,
            long packetsOfConnection,
            long lostOfConnection,
            double newRoundTripSeconds,
            long nowNanos) {
        sentNow = bytesOfConnection;
        packetsNow = packetsOfConnection;
        lostNow = lostOfConnection;
        roundTripSeconds = newRoundTripSeconds;
        rate.sample(nowNanos, sentBefore + sentNow);
        packetRate.sample(nowNanos, packetsBefore + packetsNow);
        lossRate.sample(nowNanos, lostBefore + lostNow);
    }

    /** @return whether this is the first on the connection */
    synchronized boolean acknowledged(long nowNanos) {
        everAcknowledged = true;
        acknowledgedNanos = nowNanos;
        boolean first = !publishing;
        publishing = true;
        return first;
    }

    synchronized void connectionEnded(@Nullable LossReason reason) {
        sentBefore += sentNow;
        sentNow = 0;
        packetsBefore += packetsNow;
        packetsNow = 0;
        lostBefore += lostNow;
        lostNow = 0;
        publishing = false;
        roundTripSeconds = null;
        if (reason != null) {
            reconnects.merge(reason, 1L, Long::sum);
        }
    }

    synchronized boolean publishing() {
        return publishing;
    }

    /** Whether media was acknowledged on the present connection within so long. */
    synchronized boolean acknowledgedWithin(double seconds, long nowNanos) {
        return publishing && (nowNanos - acknowledgedNanos) / 1e9 < seconds;
    }

    synchronized UplinkReport report(TagQueue queue, long nowNanos) {
        Double roundTrip = roundTripSeconds;
        return new UplinkReport(
                queue.books(),
                publishing,
                everAcknowledged ? OptionalDouble.of((nowNanos - acknowledgedNanos) / 1e9) : OptionalDouble.empty(),
                queue.backlogMillis() / 1000.0,
                sentBefore + sentNow,
                Math.round(rate.perSecond(nowNanos) * 8),
                Math.round(queue.offeredBytesPerSecond() * 8),
                roundTrip == null ? OptionalDouble.empty() : OptionalDouble.of(roundTrip),
                reconnects,
                packetsBefore + packetsNow,
                lostBefore + lostNow,
                lossRatio(nowNanos));
    }

    /** Unknown while nothing that counts packets sends any. */
    private OptionalDouble lossRatio(long nowNanos) {
        double packets = packetRate.perSecond(nowNanos);
        return packets <= 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.min(1, lossRate.perSecond(nowNanos) / packets));
    }
}
