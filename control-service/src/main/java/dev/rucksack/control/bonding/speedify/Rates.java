package dev.rucksack.control.bonding.speedify;

import dev.rucksack.control.bonding.RateFinding;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes bits per second of the feed's rates. Where nobody said what they count, each link's rates are summed for ten
 * seconds and compared with the bytes that the link's interface counted meanwhile: eight to one are bits, one to one
 * bytes, all else says nothing. Not thread-safe.
 */
final class Rates {

    private static final Logger log = LoggerFactory.getLogger(Rates.class);

    private static final double WINDOW_SECONDS = 10;
    private static final double LONGEST_STEP_SECONDS = 3;
    /** With less, what else goes over the interface blurs the picture. */
    private static final double LEAST_BYTES_PER_SECOND = 1e6 / 8;

    private static final int BITS = 8;
    /** Between one and eight lies a wide gap: headers and other traffic do not bridge it. */
    private static final double TOLERANCE = 0.4;

    private final boolean compares;
    private final Map<String, Window> windows = new HashMap<>();
    private boolean bytes;
    private boolean known;

    Rates(RateUnit unit) {
        compares = unit == RateUnit.AUTO;
        bytes = unit == RateUnit.BYTES;
    }

    /** What the rates are taken to count. */
    RateFinding finding() {
        RateFinding.Ground ground =
                !compares ? RateFinding.Ground.SET : known ? RateFinding.Ground.MEASURED : RateFinding.Ground.ASSUMED;
        return new RateFinding(bytes ? RateFinding.Unit.BYTES : RateFinding.Unit.BITS, ground);
    }

    double toBits(double rate) {
        return bytes ? BITS * rate : rate;
    }

    /** Whether {@link #see} learns anything. */
    boolean compares() {
        return compares;
    }

    /** Lets links go that are no more. */
    void forgetAllBut(Set<String> links) {
        windows.keySet().retainAll(links);
    }

    /**
     * Hears a link's rate beside its interface's counter.
     *
     * @param rate both ways together, as told
     * @param counted bytes sent and received since the interface appeared
     */
    void see(String link, double rate, long counted, long nanos) {
        if (!compares) {
            return;
        }
        Window window = windows.get(link);
        if (window == null || !window.goesOn(counted, nanos)) {
            windows.put(link, new Window(rate, counted, nanos));
            return;
        }
        window.add(rate, nanos);
        if (window.seconds() >= WINDOW_SECONDS) {
            windows.remove(link);
            double moved = counted - window.firstBytes;
            if (moved / window.seconds() >= LEAST_BYTES_PER_SECOND) {
                judge(window.told / moved);
            }
        }
    }

    private void judge(double ratio) {
        boolean one = Math.abs(ratio - 1) < TOLERANCE;
        if (!one && Math.abs(ratio / BITS - 1) >= TOLERANCE) {
            return;
        }
        if (!known || bytes != one) {
            log.info("Speedify's rates are in {}, by the interfaces' counters", one ? "bytes" : "bits");
        }
        known = true;
        bytes = one;
    }

    /** The rates of one link, summed over time. */
    private static final class Window {

        private final long firstBytes;
        private final long firstNanos;
        private double told;
        private double lastRate;
        private long lastNanos;

        Window(double rate, long counted, long nanos) {
            firstBytes = counted;
            firstNanos = nanos;
            lastRate = rate;
            lastNanos = nanos;
        }

        boolean goesOn(long counted, long nanos) {
            return counted >= firstBytes && (nanos - lastNanos) / 1e9 <= LONGEST_STEP_SECONDS;
        }

        void add(double rate, long nanos) {
            told += (rate + lastRate) / 2 * (nanos - lastNanos) / 1e9;
            lastRate = rate;
            lastNanos = nanos;
        }

        double seconds() {
            return (lastNanos - firstNanos) / 1e9;
        }
    }
}
