package dev.rucksack.lab.speedify;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which fields a version prints, and in which shape: the contract's section 8 and the "since" of section 6.1. */
final class FieldSets {

    /** Since 12: quality of a link, more about a server. */
    private static final Version QUALITY = Version.parse("12");

    private static final Version DIRECTIONS = Version.parse("13");
    private static final Version SHARING = Version.parse("14");
    private static final Version TWO_RATE_LIMITS = Version.parse("15.3");
    private static final Version CONGESTION = Version.parse("15.7");
    private static final Version JUDGEMENT = Version.parse("16");
    private static final Version AUTO_ON_THE_SUM = Version.parse("17");
    private static final Version PERIODS = Version.parse("11");

    private static final Map<String, Version> SERVER =
            Map.of("dataCenter", QUALITY, "isPremium", QUALITY, "torrentAllowed", QUALITY);
    private static final Map<String, Version> ADAPTER = Map.of("directionalSettings", DIRECTIONS);
    private static final Map<String, Version> SETTINGS = Map.of(
            "enableAutomaticPriority", QUALITY,
            "fixedDelay", CONGESTION,
            "pep", JUDGEMENT,
            "perConnectionExposeDscpSettings", SHARING,
            "targetNumberOfConnections", SHARING);
    private static final Map<String, Version> PRIVACY = Map.of("advancedIspStats", CONGESTION);
    private static final Map<String, Version> ROW = Map.of(
            "jitterMs", QUALITY,
            "mos", QUALITY,
            "numberOfSockets", QUALITY,
            "congested", CONGESTION,
            "downloadCongested", CONGESTION,
            "uploadCongested", CONGESTION,
            "poorConnection", JUDGEMENT,
            "slowConnection", JUDGEMENT);

    private final Version version;

    FieldSets(Version version) {
        this.version = version;
    }

    Map<String, Object> server(Map<String, Object> server) {
        return known(server, SERVER);
    }

    Map<String, Object> settings(Map<String, Object> settings) {
        return known(settings, SETTINGS);
    }

    Map<String, Object> privacy(Map<String, Object> privacy) {
        return known(privacy, PRIVACY);
    }

    Map<String, Object> adapter(Map<String, Object> adapter) {
        Map<String, Object> result = known(adapter, ADAPTER);
        if (!version.atLeast(TWO_RATE_LIMITS)) {
            result.put("rateLimit", Json.member(Json.member(adapter, "rateLimit"), "downloadBps"));
        }
        return result;
    }

    /** A link's row of {@code connection_stats}; 11 always says that nothing is lost. */
    Map<String, Object> row(Map<String, Object> row) {
        Map<String, Object> result = known(row, ROW);
        if (version.major() == 11) {
            result.put("lossReceive", 0.0);
            result.put("lossSend", 0.0);
        }
        return result;
    }

    /** The row that sums the links. */
    Map<String, Object> sum(Map<String, Object> row) {
        Map<String, Object> result = row(row);
        if (!version.atLeast(AUTO_ON_THE_SUM)) {
            result.put("protocol", "udp");
        }
        return result;
    }

    /** {@code session_stats}: 9 and 10 have one period, and not its name. */
    Map<String, Object> session(Map<String, Object> counters, List<String> periods) {
        if (!version.atLeast(PERIODS)) {
            return counters;
        }
        Map<String, Object> result = new TreeMap<>();
        periods.forEach(period -> result.put(period, counters));
        return result;
    }

    private Map<String, Object> known(Map<String, Object> object, Map<String, Version> since) {
        Map<String, Object> result = new TreeMap<>(object);
        since.forEach((field, first) -> {
            if (!version.atLeast(first)) {
                result.remove(field);
            }
        });
        return result;
    }
}
