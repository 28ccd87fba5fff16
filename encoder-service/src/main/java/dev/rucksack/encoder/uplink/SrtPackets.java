package dev.rucksack.encoder.uplink;

/**
 * Reads the headers of SRT packets, which are in the clear even when the payload is encrypted. Pure, allocates nothing.
 *
 * <p>Sequence numbers have 31 bits and wrap (3.1).
 */
final class SrtPackets {

    static final int HANDSHAKE = 0; // control types: 3.2, table 1
    static final int ACK = 2;
    static final int NAK = 3;
    static final int SHUTDOWN = 5;

    static final int HEADER_BYTES = 16; // 3
    private static final int CONTROL_FLAG = 0x80000000; // 3
    private static final int RETRANSMITTED = 1 << 26; // R flag: 3.1
    private static final int RANGE_FLAG = 0x80000000; // appendix A: first of a range of lost packets
    private static final int MOST_IN_FLIGHT = 1 << 16; // far above any flow window in use: a wider range is no report
    private static final int HANDSHAKE_TYPE_OFFSET = HEADER_BYTES + 20; // 3.2.1
    private static final int FULL_ACK_BYTES = HEADER_BYTES + 8; // with RTT; a light one has the number only: 3.2.4

    private SrtPackets() {}

    static boolean valid(int count) {
        return count >= HEADER_BYTES;
    }

    static boolean data(byte[] packet) {
        return (int32(packet, 0) & CONTROL_FLAG) == 0;
    }

    static int sequence(byte[] packet) {
        return int32(packet, 0);
    }

    static boolean retransmitted(byte[] packet) {
        return (int32(packet, 4) & RETRANSMITTED) != 0;
    }

    static int controlType(byte[] packet) {
        return int32(packet, 0) >>> 16 & 0x7fff;
    }

    /** The number behind the last packet that the receiver has, or has given up: 3.2.4. −1 if there is none. */
    static int acknowledged(byte[] packet, int count) {
        return count < HEADER_BYTES + 4 ? -1 : int32(packet, HEADER_BYTES) & 0x7fffffff;
    }

    /** The receiver's estimate of the round trip in microseconds: 3.2.4. −1 in a light acknowledgement. */
    static int roundTripMicros(byte[] packet, int count) {
        return count < FULL_ACK_BYTES ? -1 : int32(packet, HEADER_BYTES + 4);
    }

    /** How many packets a loss report names: single numbers, or first and last of a range. */
    static int lost(byte[] packet, int count) {
        int lost = 0;
        for (int at = HEADER_BYTES; at + 4 <= count; at += 4) {
            int first = int32(packet, at);
            if ((first & RANGE_FLAG) == 0) {
                lost++;
            } else if (at + 8 <= count) {
                at += 4;
                int more = int32(packet, at) - first & 0x7fffffff;
                lost += more < MOST_IN_FLIGHT ? more + 1 : 0;
            }
        }
        return lost;
    }

    /** Handshake type: 1 induction, −1 conclusion, 1000 and above a rejection (3.2.1, 4.3). 0 if there is none. */
    static int handshakeType(byte[] packet, int count) {
        return count < HANDSHAKE_TYPE_OFFSET + 4 ? 0 : int32(packet, HANDSHAKE_TYPE_OFFSET);
    }

    /** Whether number {@code a} lies before {@code b}. */
    static boolean before(int a, int b) {
        int distance = b - a & 0x7fffffff;
        return distance != 0 && distance < 1 << 30;
    }

    private static int int32(byte[] packet, int at) {
        return packet[at] << 24 | (packet[at + 1] & 0xff) << 16 | (packet[at + 2] & 0xff) << 8 | packet[at + 3] & 0xff;
    }
}
