package dev.rucksack.encoder.uplink;

/**
 * How much may be on its way at once. What lies in pipe, publisher, Gate and socket can no longer be dropped or adapted, so it
 * is little: half a second of the current bitrate, or what the round trip needs.
 *
 * <p>Pure and not thread-safe: {@link TagQueue} guards it.
 */
final class Window {

    /** Below this a key frame alone would close the window all the time; at 3 Mb/s it is 170 ms. */
    private static final long SMALLEST_BYTES = 64 * 1024;

    /**
     * So much media time may always be out. ffmpeg holds a packet back until the other track has a later one, so a large key
     * frame that closed the window would wait for ever for the sound behind it.
     */
    private static final long ALWAYS_MILLIS = 250;

    private static final long BUCKET_MILLIS = 500;
    private static final double MAX_ROUND_TRIP_SECONDS = 2;

    private long bucketStart = Long.MIN_VALUE;
    private long bucketBytes;
    private double bytesPerSecond;
    private double roundTripSeconds;
    private double lagSeconds;

    /** Bytes that the encoders gave for this media time. */
    void offered(long timestampMillis, int bytes) {
        if (bucketStart == Long.MIN_VALUE || timestampMillis < bucketStart) {
            bucketStart = timestampMillis;
            bucketBytes = 0;
        }
        long span = timestampMillis - bucketStart;
        if (span >= BUCKET_MILLIS) {
            double rate = bucketBytes * 1000.0 / span;
            bytesPerSecond = bytesPerSecond == 0 ? rate : 0.7 * bytesPerSecond + 0.3 * rate;
            bucketStart = timestampMillis;
            bucketBytes = 0;
        }
        bucketBytes += bytes;
    }

    /** The shortest recent round trip: a longer one holds our own queueing, and would widen the window that causes it. */
    void roundTrip(double seconds) {
        roundTripSeconds = Math.min(seconds, MAX_ROUND_TRIP_SECONDS);
    }

    /** What a protocol needs beyond the round trip before it can acknowledge. */
    void lag(double seconds) {
        lagSeconds = seconds;
    }

    double bytesPerSecond() {
        return bytesPerSecond;
    }

    /** The limit of what may be released and not acknowledged, in bytes. One tag may reach beyond it. */
    long limitBytes() {
        double wanted = bytesPerSecond * (Math.max(0.5, 2 * roundTripSeconds) + lagSeconds);
        return Math.max(SMALLEST_BYTES, (long) wanted);
    }

    /**
     * @param flightBytes released and not acknowledged
     * @param flightMillis media time between the oldest of these and the newest
     */
    boolean open(long flightBytes, long flightMillis) {
        return flightBytes < limitBytes() || flightMillis < ALWAYS_MILLIS;
    }

    void clear() {
        bucketStart = Long.MIN_VALUE;
        bucketBytes = 0;
        bytesPerSecond = 0;
        roundTripSeconds = 0;
    }
}
