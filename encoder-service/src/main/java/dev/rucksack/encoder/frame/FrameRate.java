package dev.rucksack.encoder.frame;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * Frames a second as an exact rational: 30000/1001 is not 29.97, and an hour of the difference is three frames.
 *
 * <p>Ticks are numbered from 0. Every conversion starts from the tick's number and rounds once, so nothing drifts.
 */
public record FrameRate(int numerator, int denominator) implements Comparable<FrameRate> {

    private static final Pattern FORM = Pattern.compile("(\\d{1,7})/(\\d{1,7})|(\\d{1,3}(?:\\.\\d{1,6})?)");
    private static final int MAX_TERM = 1_000_000;
    private static final long NANOS = 1_000_000_000L;

    public FrameRate {
        if (numerator <= 0 || denominator <= 0) {
            throw new IllegalArgumentException("A frame rate is a number above 0, such as 30 or 30000/1001.");
        }
        int divisor = gcd(numerator, denominator);
        numerator /= divisor;
        denominator /= divisor;
        if (numerator < denominator || numerator > 240L * denominator) {
            throw new IllegalArgumentException("A frame rate lies between 1 and 240 frames a second.");
        }
        if (numerator > MAX_TERM || denominator > MAX_TERM / 240) {
            throw new IllegalArgumentException("Write the frame rate with smaller numbers, such as 30000/1001.");
        }
    }

    public static FrameRate of(int framesPerSecond) {
        return new FrameRate(framesPerSecond, 1);
    }

    /**
     * Reads {@code 30}, {@code 30000/1001} or {@code 29.97}. The decimals that people write for the NTSC family (23.976,
     * 29.97, 59.94 and the like) mean the exact n × 1000/1001.
     *
     * @throws IllegalArgumentException with one plain sentence if the text is no frame rate
     */
    public static FrameRate parse(String text) {
        var form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException("Write the frame rate as 30, 30000/1001 or 29.97.");
        }
        if (form.group(1) != null) {
            return new FrameRate(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
        }
        var decimal = new BigDecimal(form.group(3)).stripTrailingZeros();
        if (decimal.scale() <= 0) {
            return of(decimal.intValueExact());
        }
        int nominal = (int) Math.ceil(decimal.doubleValue());
        double ntsc = nominal * 1000.0 / 1001.0;
        if (nominal % 6 == 0 && Math.abs(decimal.doubleValue() - ntsc) < 0.005) {
            return new FrameRate(nominal * 1000, 1001);
        }
        int scale = decimal.scale();
        return fromDecimal(decimal.movePointRight(scale).longValueExact(), (long) Math.pow(10, scale));
    }

    private static FrameRate fromDecimal(long numerator, long denominator) {
        long divisor = gcd(numerator, denominator);
        long top = numerator / divisor;
        long bottom = denominator / divisor;
        if (top > MAX_TERM || bottom > MAX_TERM / 240) {
            throw new IllegalArgumentException("Write the frame rate as a fraction, such as 30000/1001.");
        }
        return new FrameRate((int) top, (int) bottom);
    }

    /** When tick {@code tick} begins, in nanoseconds after tick 0, rounded down. */
    public long tickNanos(long tick) {
        return unitsBefore(tick, NANOS);
    }

    /** The timestamp of tick {@code tick} in FLV's milliseconds: {@code round(tick * 1000 / rate)}. */
    public long tickMillis(long tick) {
        long whole = Math.floorDiv(tick, numerator);
        long rest = Math.floorMod(tick, numerator);
        return whole * denominator * 1000L + (2 * rest * denominator * 1000L + numerator) / (2L * numerator);
    }

    /** The tick whose timestamp is {@code millis}: {@code round(millis * rate / 1000)}. Inverse of {@link #tickMillis}. */
    public long tickAtMillis(long millis) {
        long unit = 1000L * denominator;
        long whole = Math.floorDiv(millis, unit);
        long rest = Math.floorMod(millis, unit);
        return whole * numerator + (2 * rest * numerator + unit) / (2 * unit);
    }

    /**
     * How many units (samples, nanoseconds) of {@code unitsPerSecond} lie before tick {@code tick}, rounded down. The units
     * of one tick are the difference of two such values: 1601 and 1602 in turn for 48 kHz at 30000/1001.
     */
    public long unitsBefore(long tick, long unitsPerSecond) {
        long whole = Math.floorDiv(tick, numerator);
        long rest = Math.floorMod(tick, numerator);
        return whole * denominator * unitsPerSecond + rest * denominator * unitsPerSecond / numerator;
    }

    /** Nanoseconds from one frame to the next, unrounded. */
    public double intervalNanos() {
        return (double) NANOS * denominator / numerator;
    }

    public double framesPerSecond() {
        return (double) numerator / denominator;
    }

    @Override
    public int compareTo(FrameRate other) {
        return Long.compare((long) numerator * other.denominator, (long) other.numerator * denominator);
    }

    /** {@code 30} or {@code 30000/1001}: the form that settings, API and ffmpeg take. */
    @Override
    public String toString() {
        return denominator == 1 ? Integer.toString(numerator) : numerator + "/" + denominator;
    }

    private static int gcd(int a, int b) {
        return (int) gcd((long) a, (long) b);
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
