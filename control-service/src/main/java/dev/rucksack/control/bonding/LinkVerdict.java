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

    /** The best mean opinion score, from which a link's own is counted down. */
    private static final double BEST_MOS = 5;

    /** Judges a link by its latest values; what is unknown counts for nothing. */
    public static LinkVerdict of(Link link) {
        return of(link, 1);
    }

    /** Judges with every threshold times {@code strictness}: below 1 a link has to be better to be called good. */
    static LinkVerdict of(Link link, double strictness) {
        Link.Standing standing = link.standing();
        if (link.captive()) {
            return new LinkVerdict(Verdict.DOWN, "wants a sign-in");
        }
        if (!standing.up()) {
            boolean used = link.caps().stream().anyMatch(DataCap::reached);
            return new LinkVerdict(Verdict.DOWN, used ? "data used up" : standing.trouble());
        }
        return standing.trouble() == null
                ? measured(link.health(), strictness)
                : new LinkVerdict(Verdict.BAD, standing.trouble());
    }

    private static LinkVerdict measured(LinkHealth health, double strictness) {
        double loss = Math.max(or(health.lossSend(), 0), or(health.lossReceive(), 0)) / strictness;
        boolean loaded = or(health.inFlightBytes(), 1) > 0;
        double latency = (loaded ? or(health.latencySeconds(), 0) : 0) / strictness;
        double jitter = or(health.jitterSeconds(), 0) / strictness;
        double mos = BEST_MOS - (BEST_MOS - or(health.mos(), BEST_MOS)) / strictness;
        if (loss > 0.03) {
            return new LinkVerdict(Verdict.BAD, loses("%.0f", loss * strictness));
        }
        if (latency > 0.3) {
            return new LinkVerdict(Verdict.BAD, behind(latency * strictness));
        }
        if (jitter > 0.06 || mos < 3.1) {
            return new LinkVerdict(Verdict.BAD, "unsteady");
        }
        if (loss > 0.01) {
            return new LinkVerdict(Verdict.WEAK, loses("%.1f", loss * strictness));
        }
        if (latency > 0.15) {
            return new LinkVerdict(Verdict.WEAK, behind(latency * strictness));
        }
        if (jitter > 0.03 || mos < 3.6) {
            return new LinkVerdict(Verdict.WEAK, "unsteady");
        }
        return Boolean.TRUE.equals(health.congested()) ? new LinkVerdict(Verdict.WEAK, "full") : GOOD;
    }

    private static String loses(String format, double ratio) {
        return String.format(Locale.ROOT, "loses " + format + " %%", ratio * 100);
    }

    private static String behind(double seconds) {
        return String.format(Locale.ROOT, "%.0f ms behind", seconds * 1000);
    }

    private static double or(@Nullable Double value, double unknown) {
        return value == null ? unknown : value;
    }
}
