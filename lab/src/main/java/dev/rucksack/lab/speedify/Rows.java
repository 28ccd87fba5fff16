package dev.rucksack.lab.speedify;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The payloads of a feed's events: the contract's section 6. One per feed, because a gone link is shown once as gone. */
final class Rows {

    private final Set<String> shown = new HashSet<>();

    Map<String, Object> connections(Bond bond) {
        synchronized (bond) {
            List<Object> rows = new ArrayList<>();
            boolean connected = bond.state.equals("CONNECTED");
            double receive = 0;
            double latency = 0;
            for (Adapter adapter : bond.adapters) {
                boolean carries = connected && adapter.usable();
                if (carries || shown.contains(adapter.id)) {
                    rows.add(row(adapter, bond.server, carries));
                }
                if (carries) {
                    shown.add(adapter.id);
                    receive += adapter.traffic.receiveBitsPerSecond();
                    double mine = adapter.traffic.latencyMillis();
                    latency = latency == 0 ? mine : Math.min(latency, mine);
                } else {
                    shown.remove(adapter.id);
                }
            }
            if (connected) {
                rows.add(Json.object(
                        "adapterID",
                        "speedify",
                        "connected",
                        true,
                        "connectionID",
                        "speedify",
                        "latencyMs",
                        Math.round(latency),
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
                        rounded(receive + bond.delivered())));
            }
            return Json.object("connections", rows, "time", System.currentTimeMillis() / 1000);
        }
    }

    private static double loss(Bond bond) {
        double load = bond.loadBitsPerSecond;
        return load <= 0 ? 0.0 : Math.round(1000 * Math.max(0, 1 - bond.delivered() / load)) / 1000.0;
    }

    private static Map<String, Object> row(Adapter adapter, Servers.Server server, boolean connected) {
        Traffic traffic = connected ? adapter.traffic : Traffic.NONE;
        int number = Math.floorMod(adapter.id.hashCode(), 200) + 20;
        String transport = "udp";
        Map<String, Object> row = Json.object(
                "adapterID",
                adapter.id,
                "congested",
                traffic.congested(),
                "connected",
                connected,
                "connectionID",
                adapter.id + "%192.168." + number + ".0/24",
                "downloadCongested",
                false,
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
                transport);
        row.put("receiveBps", rounded(traffic.receiveBitsPerSecond()));
        row.put("receiveEstimateMbps", Math.round(adapter.downBitsPerSecond / 1e6));
        row.put("remoteIp", server.publicAddress());
        row.put("sendBps", rounded(traffic.sendBitsPerSecond()));
        row.put("sendEstimateMbps", Math.round(adapter.sendable() / 1e6));
        row.put("sleeping", traffic.sleeping());
        row.put("totalBps", rounded(traffic.sendBitsPerSecond() + traffic.receiveBitsPerSecond()));
        row.put("uploadCongested", traffic.congested());
        return row;
    }

    private static double rounded(double value) {
        return Math.rint(Math.max(0, value));
    }

    private static double thousandths(double value) {
        return Math.rint(value * 1000) / 1000;
    }

    static Map<String, Object> session(Bond bond, List<String> periods) {
        synchronized (bond) {
            Map<String, Object> result = Json.object();
            for (String period : periods) {
                result.put(period, bond.session.json());
            }
            return result;
        }
    }

    /** The recognised stream: RTMP, once the load is that of a stream. */
    static Map<String, Object> streaming(Bond bond) {
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
                    "badCpu", false,
                    "badLatency", false,
                    "badLoss", lacking,
                    "badMemory", false,
                    "streams", List.of(stream));
        }
    }
}
