package dev.rucksack.lab.speedify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What the daemon knows: its state, links, settings, server. Everything is guarded by this object's monitor; a change of
 * state or links raises {@link #changes}, which every feed watches.
 */
final class Bond {

    private static final List<String> SERVICES = List.of(
            "Netflix",
            "Disney+",
            "HBO",
            "Hulu",
            "Peacock",
            "Amazon Prime",
            "Youtube TV",
            "Ring",
            "VoLTE",
            "Reliance Jio",
            "Microsoft Your Phone",
            "Spectrum TV & Mobile",
            "Showtime",
            "Visual Voice Mail",
            "Android Auto",
            "Tubi",
            "Hotstar",
            "RCS Messaging",
            "Ubisoft Connect",
            "Apple Updates");

    final List<Adapter> adapters = new ArrayList<>();
    final Map<String, Object> settings = defaults();
    final Map<String, Object> privacy = Json.object(
            "advancedIspStats", true,
            "apiProtection", true,
            "dnsAddresses", new ArrayList<>(),
            "requestToDisableDoH", false);
    final Map<String, Object> streaming = rules();
    final Map<String, Object> bypass = rules();
    final Map<String, Object> directory = Json.object("domain", "", "enableEsni", false, "gatewayUri", "");
    final Map<String, Object> logSettings = Json.object(
            "daemon", Json.object("fileSize", 3145728, "filesPerDaemon", 7, "logLevel", 1, "totalFiles", 9));
    final DelayRules delayRules = new DelayRules();
    final Sharing sharing = new Sharing();
    final List<Object> speedTests = new ArrayList<>();
    final Session session = new Session();
    Version version = Version.PRESENT;
    String state = "CONNECTED";
    /** What the links' connections are made of: what was set when the tunnel came up. */
    String transport = "auto";

    Servers.Server server = Servers.closest();
    Map<String, Object> connectMethod = method("closest", "", "", 0);
    String disconnectReason = "";
    String portalLogin = "";
    double loadBitsPerSecond;

    private final Physics physics = new Physics(new Random(20311));
    private long changes;
    private long restarts;
    private FeedFate fate = FeedFate.ENDS;
    private double delivered;
    private long lastStepNanos;

    Bond(List<LinkSpec> links, long nowNanos) {
        links.forEach(link -> adapters.add(new Adapter(link)));
        bypass.put("domainWatchlistEnabled", true);
        List<Object> services = new ArrayList<>();
        SERVICES.forEach(title -> services.add(Json.object("enabled", false, "title", title)));
        bypass.put("services", services);
        lastStepNanos = nowNanos;
    }

    private static Map<String, Object> defaults() {
        Map<String, Object> result = Json.object(
                "allowChaChaEncryption",
                true,
                "bondingMode",
                "speed",
                "downstreamSubnets",
                new ArrayList<>(),
                "enableAutomaticPriority",
                true,
                "enableDefaultRoute",
                true,
                "encrypted",
                true,
                "fixedDelay",
                0L,
                "forwardedPorts",
                new ArrayList<>(),
                "headerCompression",
                true,
                "jumboPackets",
                true,
                "maxRedundant",
                3L,
                "maximumConnectRetry",
                0L,
                "maximumTransportRetry",
                0L,
                "overflowThreshold",
                30.0,
                "packetAggregation",
                true,
                "packetPoolSize",
                "default");
        result.put("pep", false);
        result.put("perConnectionEncryptionEnabled", false);
        result.put("perConnectionEncryptionSettings", new ArrayList<>());
        result.put("perConnectionExposeDscpSettings", new ArrayList<>());
        result.put("priorityOverflowThreshold", 0.0);
        result.put("startupConnect", true);
        result.put("targetNumberOfConnections", Json.object("download", 0L, "upload", 0L));
        result.put("transportMode", "auto");
        return result;
    }

    private static Map<String, Object> rules() {
        return Json.object(
                "domains", new ArrayList<>(),
                "ipv4", new ArrayList<>(),
                "ipv6", new ArrayList<>(),
                "ports", new ArrayList<>());
    }

    static Map<String, Object> method(String word, String country, String city, int number) {
        return Json.object("city", city, "connectMethod", word, "country", country, "num", number);
    }

    synchronized void state(String next) {
        if (!state.equals(next)) {
            if (next.equals("CONNECTED")) {
                session.begin();
                transport = Json.text(settings, "transportMode");
            }
            state = next;
            changed();
        }
    }

    synchronized void changed() {
        changes++;
        notifyAll();
    }

    synchronized long changes() {
        return changes;
    }

    /** Waits for a change beyond {@code seen} or until the time is over. */
    synchronized void awaitChange(long seen, long untilNanos) throws InterruptedException {
        long left = untilNanos - System.nanoTime();
        while (changes == seen && left > 0) {
            wait(left / 1_000_000, (int) (left % 1_000_000));
            left = untilNanos - System.nanoTime();
        }
    }

    /** The daemon begins anew; feeds of before are done with. */
    synchronized void restart(FeedFate feeds) {
        restarts++;
        fate = feeds;
        changed();
    }

    synchronized long restarts() {
        return restarts;
    }

    synchronized FeedFate fate() {
        return fate;
    }

    /** Lets time pass: spreads the load, moves the counters. */
    synchronized void step(long nowNanos) {
        double seconds = (nowNanos - lastStepNanos) / 1e9;
        lastStepNanos = nowNanos;
        boolean connected = state.equals("CONNECTED");
        flap(nowNanos);
        List<Boolean> before = adapters.stream().map(Adapter::usable).toList();
        delivered = physics.step(
                adapters,
                connected ? loadBitsPerSecond : 0,
                new Physics.Rules(
                        Json.text(settings, "bondingMode"),
                        (Double) Json.member(settings, "overflowThreshold") * 1e6,
                        (Long) Json.member(settings, "maxRedundant")),
                connected ? seconds : 0);
        if (connected) {
            session.count(delivered / 8 * seconds, seconds);
        }
        for (int i = 0; i < before.size(); i++) {
            if (before.get(i) && !adapters.get(i).usable()) {
                session.failover();
                changed();
            }
        }
    }

    synchronized double delivered() {
        return delivered;
    }

    synchronized Adapter adapter(String id) throws Failure {
        return adapters.stream()
                .filter(adapter -> adapter.id.equals(id))
                .findFirst()
                .orElseThrow(Failure::invalid);
    }

    private void flap(long nowNanos) {
        for (Adapter adapter : adapters) {
            if (adapter.flap(nowNanos)) {
                changed();
            }
        }
    }

    synchronized List<Object> adaptersJson() {
        return new ArrayList<>(adapters.stream()
                .map(adapter -> fields().adapter(adapter.json()))
                .toList());
    }

    synchronized Map<String, Object> stateJson() {
        return Json.object("state", state);
    }

    Map<String, Object> settingsJson() {
        return fields().settings(settings);
    }

    Map<String, Object> privacyJson() {
        return fields().privacy(privacy);
    }

    Map<String, Object> server(Servers.Server one) {
        return fields().server(one.full());
    }

    FieldSets fields() {
        return new FieldSets(version);
    }
}
