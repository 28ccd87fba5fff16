package dev.rucksack.encoder.uplink;

import dev.rucksack.encoder.flv.TagKind;

/**
 * Turns bytes on the wire into acknowledged messages, and measures the round trip by the way. Fed by the Gate's writing thread,
 * asked by its polling thread; thread-safe.
 */
final class AckWatch {

    private static final long PROBE_INTERVAL_NANOS = 1_000_000_000L;
    private static final int RECENT = 10;

    private final AckMarks passing = new AckMarks();
    private final AckMarks marks = new AckMarks();
    private final double[] recentRoundTrips = new double[RECENT];
    private int roundTrips;
    private double smoothed;
    private long acknowledged;
    private long lastWritten;
    private long lastWriteNanos;
    private long probeEnd;
    private long probeNanos;
    private boolean probing;
    private boolean proven;

    /** @param connectSeconds how long the TCP handshake took: the first round trip */
    AckWatch(double connectSeconds) {
        roundTrip(connectSeconds);
    }

    /** A message of media that the publisher sent, and that is about to be written. */
    synchronized void message(int type, long timestampMillis, byte[] beginning, int count, long endOffset) {
        if (type == RtmpChunks.TYPE_VIDEO && videoFrame(beginning, count)) {
            passing.add(endOffset, timestampMillis, true);
        } else if (type == RtmpChunks.TYPE_AUDIO && audioFrame(beginning, count)) {
            passing.add(endOffset, timestampMillis, false);
        }
    }

    /**
     * Everything the publisher sent up to {@code offset} has been written.
     *
     * @param written bytes that the kernel took, TLS included
     */
    synchronized void written(long offset, long written, long nowNanos) {
        while (passing.reached(offset)) {
            marks.add(written, passing.firstMillis(), passing.firstVideo());
            passing.removeFirst();
        }
        lastWritten = written;
        lastWriteNanos = nowNanos;
    }

    /** What the other side has now; returns the messages that this completes, through {@code listener}. */
    synchronized void acknowledged(long bytes, long nowNanos, Listener listener) {
        acknowledged = Math.max(acknowledged, bytes);
        if (probing && acknowledged >= probeEnd) {
            probing = false;
            roundTrip((nowNanos - probeNanos) / 1e9);
        }
        if (!probing && lastWritten > acknowledged && nowNanos - probeNanos > PROBE_INTERVAL_NANOS) {
            probing = true;
            probeEnd = lastWritten;
            probeNanos = lastWriteNanos;
        }
        while (marks.reached(acknowledged)) {
            listener.acknowledged(marks.firstVideo() ? TagKind.VIDEO : TagKind.AUDIO, marks.firstMillis());
            marks.removeFirst();
            proven = true;
        }
    }

    /** Hears what the ingest has. */
    interface Listener {

        void acknowledged(TagKind kind, long timestampMillis);
    }

    /**
     * Ask more often: a measurement is under way, which can be no finer than the asking, or media is out and nothing of it was
     * ever acknowledged, which the lamp waits for.
     */
    synchronized boolean eager() {
        return probing || !proven && lastWritten > acknowledged;
    }

    synchronized boolean outstanding() {
        return lastWritten > acknowledged;
    }

    synchronized long acknowledgedBytes() {
        return acknowledged;
    }

    /** Smoothed over some seconds. */
    synchronized double roundTripSeconds() {
        return smoothed;
    }

    /** The shortest of the last ten: without our own queueing. */
    synchronized double shortestRoundTripSeconds() {
        double shortest = Double.MAX_VALUE;
        for (int i = 0; i < Math.min(roundTrips, RECENT); i++) {
            shortest = Math.min(shortest, recentRoundTrips[i]);
        }
        return shortest;
    }

    private void roundTrip(double seconds) {
        recentRoundTrips[roundTrips++ % RECENT] = seconds;
        smoothed = roundTrips == 1 ? seconds : 0.75 * smoothed + 0.25 * seconds; // RFC 6298 smooths by 1/8 at every ACK
    }

    /** As in a tag: a sequence header's time may be that of a frame, and its passing is no proof of it. */
    private static boolean videoFrame(byte[] beginning, int count) {
        if (count < 2) {
            return false;
        }
        int first = beginning[0] & 0xff;
        if ((first & 0x80) != 0) {
            return (first & 0x0f) == 1 || (first & 0x0f) == 3; // CodedFrames, CodedFramesX: Enhanced RTMP v1
        }
        return (first & 0x0f) != 7 || beginning[1] == 1; // AVCPacketType NALU: FLV E.4.3.1
    }

    private static boolean audioFrame(byte[] beginning, int count) {
        return count >= 2
                && ((beginning[0] & 0xf0) >> 4 != 10 || beginning[1] != 0); // AAC sequence header: FLV E.4.2.1
    }
}
