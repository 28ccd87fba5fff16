package dev.rucksack.lab.speedify;

import java.util.Map;

/** One adapter of the daemon: what the user chose for it, what it used, and what it can do. Guarded by {@link Bond}. */
final class Adapter {

    final String id;
    final String type;
    String isp;
    String state = "connected";
    String priority = "automatic";
    long dailyBytes;
    long dailyLimit;
    long dailyBoost;
    long monthlyBytes;
    long monthlyLimit;
    int monthlyResetDay;
    long overlimitBitsPerSecond;
    long downLimit;
    long upLimit;
    String upMode = "on";
    String downMode = "on";
    boolean portal;
    /** Another's phone, shared over the network. */
    final boolean shared;
    /** Changes between connected and disconnected so often; 0 for never. */
    long flapNanos;

    private long flappedNanos;

    // What the street gives it, changed by the lab
    long upBitsPerSecond;
    long downBitsPerSecond;
    double latencyMillis;
    double jitterMillis;
    double loss;
    boolean congested;

    /** What it carries now, by {@link Physics}. */
    Traffic traffic = Traffic.NONE;

    Adapter(LinkSpec spec) {
        id = spec.id();
        type = spec.shared() ? "Unknown" : spec.type();
        shared = spec.shared();
        isp = spec.isp();
        upBitsPerSecond = spec.upBitsPerSecond();
        downBitsPerSecond = spec.downBitsPerSecond();
        latencyMillis = spec.latencyMillis();
        jitterMillis = spec.jitterMillis();
        loss = spec.loss();
    }

    boolean up() {
        return state.equals("connected") && !portal;
    }

    /** Goes or comes back when its time is there; whether it did. */
    boolean flap(long nowNanos) {
        if (flapNanos == 0 || nowNanos - flappedNanos < flapNanos) {
            return false;
        }
        flappedNanos = nowNanos;
        state = state.equals("connected") ? "disconnected" : "connected";
        return true;
    }

    /** The priority that applies: the vendor's defaults where the user left it to Speedify. */
    String workingPriority() {
        return !priority.equals("automatic") ? priority : type.equals("Cellular") ? "secondary" : "always";
    }

    boolean overLimit() {
        return dailyLimit > 0 && dailyBytes >= dailyLimit + dailyBoost
                || monthlyLimit > 0 && monthlyBytes >= monthlyLimit;
    }

    /** Whether it takes part in the bond now. */
    boolean usable() {
        return up() && !workingPriority().equals("never") && !stopped();
    }

    /** Whether Speedify rests it because its data is used up. */
    private boolean stopped() {
        return overLimit() && overlimitBitsPerSecond == 0;
    }

    /** The priority that applies to what it sends. */
    String sendingPriority() {
        return switch (upMode) {
            case "strict_off" -> "never";
            case "backup_off" -> workingPriority().equals("never") ? "never" : "backup";
            default -> workingPriority();
        };
    }

    /** What it can send now, its limits considered, in bits per second. */
    long sendable() {
        long capacity = upBitsPerSecond;
        if (upLimit > 0) {
            capacity = Math.min(capacity, upLimit);
        }
        return overLimit() ? Math.min(capacity, overlimitBitsPerSecond) : capacity;
    }

    void count(long bytes) {
        dailyBytes += bytes;
        monthlyBytes += bytes;
    }

    Map<String, Object> json() {
        return Json.object(
                "adapterID",
                id,
                "connectedNetworkBSSID",
                "",
                "connectedNetworkName",
                "",
                "dataUsage",
                Json.object(
                        "overlimitRatelimit", overlimitBitsPerSecond,
                        "usageDaily", dailyBytes,
                        "usageDailyBoost", dailyBoost,
                        "usageDailyLimit", dailyLimit,
                        "usageMonthly", monthlyBytes,
                        "usageMonthlyLimit", monthlyLimit,
                        "usageMonthlyResetDay", monthlyResetDay),
                "description",
                id,
                "directionalSettings",
                Json.object("download", downMode, "upload", upMode),
                "isp",
                isp,
                "name",
                id,
                "priority",
                priority,
                "rateLimit",
                Json.object("downloadBps", downLimit, "uploadBps", upLimit),
                "state",
                stopped() ? "disconnected" : state,
                "type",
                type,
                "workingPriority",
                workingPriority());
    }
}
