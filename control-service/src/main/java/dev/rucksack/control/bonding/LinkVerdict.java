package dev.rucksack.control.bonding;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a link is worth, and why. Thresholds: the public guidance for bonded streams (loss 1 and 3 %, latency 150 and
 * 300 ms while bytes are in flight, jitter 30 and 60 ms, MOS 3.6 and 3.1).
 *
 * @param reason a few words, null for a good link
 */
public record LinkVerdict(Verdict verdict, @Nullable String reason) {

    private static final LinkVerdict GOOD = new LinkVerdict(Verdict.GOOD, null);

    /** Judges a link by its latest values; what is unknown counts for nothing. */
    public static LinkVerdict of(Link link) {
        if (link.caps().stream().anyMatch(DataCap::reached) && !link.up()) {
            return new LinkVerdict(Verdict.DOWN, "data used up");
        }
        if (!link.up()) {
            return new LinkVerdict(Verdict.DOWN, null);
        }
        LinkHealth health = link.health();
        double loss = Math.max(or(health.lossSend(), 0), or(health.lossReceive(), 0));
        boolean loaded = or(health.inFlightBytes(), 1) > 0;
        double latency = loaded ? or(health.latencySeconds(), 0) : 0;
        double jitter = or(health.jitterSeconds(), 0);
        double mos = or(health.mos(), 5);
        if (loss > 0.03) {
            return new LinkVerdict(Verdict.BAD, String.format(Locale.ROOT, "loses %.0f %%", loss * 100));
        }
        if (latency > 0.3) {
            return new LinkVerdict(Verdict.BAD, String.format(Locale.ROOT, "%.0f ms behind", latency * 1000));
        }
        if (jitter > 0.06 || mos < 3.1) {
            return new LinkVerdict(Verdict.BAD, "unsteady");
        }
        if (loss > 0.01) {
            return new LinkVerdict(Verdict.WEAK, String.format(Locale.ROOT, "loses %.1f %%", loss * 100));
        }
        if (latency > 0.15) {
            return new LinkVerdict(Verdict.WEAK, String.format(Locale.ROOT, "%.0f ms behind", latency * 1000));
        }
        if (jitter > 0.03 || mos < 3.6) {
            return new LinkVerdict(Verdict.WEAK, "unsteady");
        }
        return Boolean.TRUE.equals(health.congested()) ? new LinkVerdict(Verdict.WEAK, "full") : GOOD;
    }

    private static double or(@Nullable Double value, double unknown) {
        return value == null ? unknown : value;
    }
}
