package dev.rucksack.encoder.uplink;

/**
 * What an SRT connection tells about itself, read from the packets that pass: when which packet left, what the receiver has,
 * what got lost, the round trip. Thread-safe.
 */
final class SrtWatch {

    private static final int SLOTS = 1024;
    private static final long SLOT_NANOS = 10_000_000;
    private static final int REJECTION = 1000; // 4.3: rejection reasons begin here
    private static final int REJECTED_BY_PEER = 1002; // SRT_REJ_PEER: libsrt, srt.h
    private static final int BAD_SECRET = 1010; // SRT_REJ_BADSECRET
    private static final int UNSECURE = 1011; // SRT_REJ_UNSECURE
    private static final int BY_THE_APPLICATION = 2000; // SRT Access Control Guidelines: 2401, 2403 ...

    private final int[] sequences = new int[SLOTS];
    private final long[] times = new long[SLOTS];
    private int head;
    private int size;
    private int newest = -1;
    private long lastSentNanos = Long.MIN_VALUE;
    private int acknowledged = -1;
    private long sentBytes;
    private long sentPackets;
    private long resentBytes;
    private long lost;
    private double roundTripSeconds;
    private double shortestSeconds = Double.MAX_VALUE;
    private boolean connected;
    private int rejection;
    private boolean shutDown;

    /** A packet from the publisher. */
    synchronized void up(byte[] packet, int count, long nowNanos) {
        if (!SrtPackets.valid(count) || !SrtPackets.data(packet)) {
            return;
        }
        if (SrtPackets.retransmitted(packet)) {
            resentBytes += count;
            return;
        }
        sentBytes += count;
        sentPackets++;
        lastSentNanos = nowNanos;
        newest = SrtPackets.sequence(packet);
        if (size > 0 && nowNanos - times[last()] < SLOT_NANOS || size == SLOTS) {
            sequences[last()] = newest;
            times[last()] = nowNanos;
            return;
        }
        size++;
        sequences[last()] = newest;
        times[last()] = nowNanos;
    }

    /**
     * A packet from the ingest.
     *
     * @return when the last packet left that the ingest has, if this packet tells something new; {@link Long#MIN_VALUE} if not
     */
    synchronized long down(byte[] packet, int count) {
        if (!SrtPackets.valid(count) || SrtPackets.data(packet)) {
            return Long.MIN_VALUE;
        }
        switch (SrtPackets.controlType(packet)) {
            case SrtPackets.HANDSHAKE -> handshake(SrtPackets.handshakeType(packet, count));
            case SrtPackets.NAK -> lost += SrtPackets.lost(packet, count);
            case SrtPackets.SHUTDOWN -> shutDown = true;
            case SrtPackets.ACK -> {
                return acknowledge(packet, count);
            }
            default -> {
                return Long.MIN_VALUE;
            }
        }
        return Long.MIN_VALUE;
    }

    private void handshake(int type) {
        if (type == -1) {
            connected = true;
        } else if (type >= REJECTION) {
            rejection = type;
        }
    }

    private long acknowledge(byte[] packet, int count) {
        int micros = SrtPackets.roundTripMicros(packet, count);
        if (micros >= 0) {
            roundTripSeconds = micros / 1e6;
            shortestSeconds = Math.min(shortestSeconds, roundTripSeconds);
        }
        int next = SrtPackets.acknowledged(packet, count);
        if (next < 0 || newest < 0 || acknowledged == next) {
            return Long.MIN_VALUE;
        }
        acknowledged = next;
        long reached = Long.MIN_VALUE;
        while (size > 0 && SrtPackets.before(sequences[head], next)) {
            reached = times[head];
            head = (head + 1) % SLOTS;
            size--;
        }
        return reached;
    }

    private int last() {
        return (head + size - 1) % SLOTS;
    }

    synchronized boolean drained() {
        return newest < 0 || acknowledged >= 0 && SrtPackets.before(newest, acknowledged);
    }

    /** When the last packet left for the first time; {@link Long#MIN_VALUE} before there was one. */
    synchronized long lastSentNanos() {
        return lastSentNanos;
    }

    synchronized boolean connected() {
        return connected;
    }

    synchronized boolean shutDown() {
        return shutDown;
    }

    synchronized boolean rejected() {
        return rejection != 0;
    }

    /** Whether the rejection is about who we are, not about how the server feels. */
    synchronized boolean keyRefused() {
        return rejection == REJECTED_BY_PEER
                || rejection == BAD_SECRET
                || rejection == UNSECURE
                || rejection >= BY_THE_APPLICATION;
    }

    synchronized long sentBytes() {
        return sentBytes + resentBytes;
    }

    synchronized long sentPackets() {
        return sentPackets;
    }

    synchronized long lost() {
        return lost;
    }

    synchronized double roundTripSeconds() {
        return roundTripSeconds;
    }

    synchronized double shortestSeconds() {
        return shortestSeconds == Double.MAX_VALUE ? 0 : shortestSeconds;
    }
}
