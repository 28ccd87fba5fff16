package dev.rucksack.lab.speedify;

/**
 * A link of the lab: what the adapter is called and what it can carry.
 *
 * @param id the adapter's id, on Linux the interface's name
 * @param type {@code Ethernet}, {@code Wi-Fi}, {@code Cellular}, {@code Unknown}
 * @param isp the provider's name
 * @param upBitsPerSecond what it can send
 * @param downBitsPerSecond what it can receive
 * @param latencyMillis round trip without load
 * @param jitterMillis jitter without load
 * @param loss fraction of packets lost without load
 */
public record LinkSpec(
        String id,
        String type,
        String isp,
        long upBitsPerSecond,
        long downBitsPerSecond,
        double latencyMillis,
        double jitterMillis,
        double loss) {

    private static final String SHARED = "Shared";

    /** Another's phone, shared over the network ({@code networksharing}): the feed marks its connection with {@code %share}. */
    public static LinkSpec sharedPhone(String id, long upBitsPerSecond, double latencyMillis) {
        return new LinkSpec(id, SHARED, "", upBitsPerSecond, 4 * upBitsPerSecond, latencyMillis, 8, 0.001);
    }

    boolean shared() {
        return type.equals(SHARED);
    }

    /** A phone tethered over USB. */
    public static LinkSpec phone(String id, String isp, long upBitsPerSecond, double latencyMillis) {
        return new LinkSpec(id, "Cellular", isp, upBitsPerSecond, 4 * upBitsPerSecond, latencyMillis, 6, 0.001);
    }
}
