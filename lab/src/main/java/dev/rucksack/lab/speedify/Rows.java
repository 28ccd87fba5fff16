package dev.rucksack.lab.speedify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The payloads of a feed's events: the contract's section 6. One per feed, because a gone link, unplugged or not, is shown once as gone. */
final class Rows {

    private static final long SLOW_BITS_PER_SECOND = 1_000_000;
    private static final double SLOW_STREAM_MILLIS = 300;

    private final Map<String, Adapter> shown = new LinkedHashMap<>();
    private final Faults faults;

    Rows(Faults faults) {
        this.faults = faults;
    }

    Map<String, Object> connections(Bond bond) {
        synchronized (bond) {
            List<Object> rows = new ArrayList<>();
            Map<String, Adapter> now = new LinkedHashMap<>();
            boolean connected = bond.state.equals("CONNECTED");
            double receive = 0;
            for (Adapter adapter : bond.adapters) {
                boolean carries = connected && adapter.usable();
                boolean was = shown.remove(adapter.id) != null;
                if (carries || was) {
                    add(rows, bond, adapter, carries);
                }
                if (carries) {
                    now.put(adapter.id, adapter);
                    receive += adapter.traffic.receiveBitsPerSecond();
                }
            }
            // what is left was unplugged
            shown.values().forEach(adapter -> add(rows, bond, adapter, false));
            shown.clear();
            shown.putAll(now);
            if (connected) {
                rows.add(bond.fields()
                        .sum(Json.object(
                                "adapterID",
                                "speedify",
                                "connected",
                                true,
                                "connectionID",
                                "speedify",
                                "latencyMs",
                                Math.round(latency(bond)),
                                "lossReceive",
                                0.0,
                                "lossSend",
                                loss(bond),
                                "protocol",
                                "auto",
                                "receiveBps",
                                rounded(receive),
                                "sendBps",
                                rounded(bond.delivered()),
                                "totalBps",
                                rounded(receive + bond.delivered()))));
            }
            return Json.object("connections", rows, "time", System.currentTimeMillis() / 1000);
        }
    }

    /** A link's row; with them doubled, an old one before it and one of a proxy after it, both with figures of their own. */
    private void add(List<Object> rows, Bond bond, Adapter adapter, boolean carries) {
        Map<String, Object> row = bond.fields().row(row(bond, adapter, carries));
        if (faults.doubledRows) {
            rows.add(other(row, "connected", false, "connectionID", adapter.id + "%10.0.0.0/24", "latencyMs", 901));
        }
        rows.add(row);
        if (faults.doubledRows) {
            rows.add(other(row, "protocol", "proxy", "connectionID", adapter.id + "%proxy", "latencyMs", 902));
        }
    }

    private static Map<String, Object> other(Map<String, Object> row, Object... changes) {
        Map<String, Object> result = new TreeMap<>(row);
        result.putAll(Json.object(changes));
        return result;
    }

    /** That of the quickest link. */
    private static double latency(Bond bond) {
        return bond.adapters.stream()
                .filter(Adapter::usable)
                .mapToDouble(adapter -> adapter.traffic.latencyMillis())
                .min()
                .orElse(0);
    }

    private static double loss(Bond bond) {
        double load = bond.loadBitsPerSecond;
        return load <= 0 ? 0.0 : Math.round(1000 * Math.max(0, 1 - bond.delivered() / load)) / 1000.0;
    }

    private Map<String, Object> row(Bond bond, Adapter adapter, boolean connected) {
        Traffic traffic = connected ? adapter.traffic : Traffic.NONE;
        int number = Math.floorMod(adapter.id.hashCode(), 200) + 20;
        Map<String, Object> row = Json.object(
                "adapterID",
                adapter.id,
                "congested",
                traffic.congested(),
                "connected",
                connected,
                "connectionID",
                adapter.id + (adapter.shared ? "%share" : "%192.168." + number + ".0/24"),
                "downloadCongested",
                adapter.congested,
                "inFlight",
                traffic.inFlightBytes(),
                "inFlightWindow",
                Math.round(adapter.sendable() / 8.0 * (adapter.latencyMillis + 50) / 1000),
                "jitterMs",
                Math.round(traffic.jitterMillis()),
                "latencyMs",
                Math.round(traffic.latencyMillis()),
                "localIp",
                "198.51.100." + number,
                "lossReceive",
                thousandths(traffic.lossReceive()),
                "lossSend",
                thousandths(traffic.lossSend()),
                "mos",
                connected ? traffic.mos() : 0.0,
                "numberOfSockets",
                connected ? 4 : 0,
                "privateIp",
                "192.168." + number + ".129",
                "protocol",
                transport(bond.transport));
        row.put("poorConnection", traffic.poor());
        row.put("receiveBps", rounded(traffic.receiveBitsPerSecond()));
        row.put("receiveEstimateMbps", Math.round(adapter.downBitsPerSecond / 1e6));
        row.put("remoteIp", bond.server.publicAddress());
        row.put("sendBps", rounded(traffic.sendBitsPerSecond()));
        row.put("sendEstimateMbps", Math.round(adapter.sendable() / 1e6));
        row.put("sleeping", traffic.sleeping());
        row.put("slowConnection", connected && adapter.sendable() < SLOW_BITS_PER_SECOND);
        row.put("totalBps", rounded(traffic.sendBitsPerSecond() + traffic.receiveBitsPerSecond()));
        row.put("uploadCongested", traffic.congested());
        return row;
    }

    /** Where it may choose, Speedify takes UDP. */
    private static String transport(String mode) {
        return mode.equals("auto") ? "udp" : mode;
    }

    /** A rate as this feed counts it. */
    private double rounded(double bitsPerSecond) {
        return Math.rint(Math.max(0, faults.ratesInBytes ? bitsPerSecond / 8 : bitsPerSecond));
    }

    private static double thousandths(double value) {
        return Math.rint(value * 1000) / 1000;
    }

    static Map<String, Object> session(Bond bond, List<String> periods) {
        synchronized (bond) {
            return bond.fields().session(bond.session.json(), periods);
        }
    }

    /** The recognised stream: RTMP, once the load is that of a stream. */
    Map<String, Object> streaming(Bond bond) {
        synchronized (bond) {
            boolean lacking = bond.delivered() < 0.95 * bond.loadBitsPerSecond;
            Map<String, Object> stream = Json.object(
                    "active",
                    true,
                    "averageDownloadSpeed",
                    0.0,
                    "averageUploadSpeed",
                    rounded(bond.delivered()),
                    "downloadSpeed",
                    0.0,
                    "health",
                    lacking ? "poor" : "good",
                    "id",
                    "1",
                    "name",
                    "RTMP",
                    "uploadSpeed",
                    rounded(bond.delivered()));
            return Json.object(
                    "badCpu",
                    false,
                    "badLatency",
                    latency(bond) > SLOW_STREAM_MILLIS,
                    "badLoss",
                    lacking,
                    "badMemory",
                    false,
                    "streams",
                    List.of(stream));
        }
    }
}
