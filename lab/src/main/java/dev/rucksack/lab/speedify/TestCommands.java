package dev.rucksack.lab.speedify;

import java.util.List;
import java.util.Map;

/** {@code speedtest} and {@code streamtest}: the contract's section 5.8. They take their time and remember what came out. */
final class TestCommands {

    private final Pace pace;

    TestCommands(Pace pace) {
        this.pace = pace;
    }

    Map<String, Command> all() {
        return Map.of(
                "speedtest", (bond, arguments) -> run(bond, arguments, "speed"),
                "streamtest", (bond, arguments) -> run(bond, arguments, "streaming"));
    }

    private Object run(Bond bond, Arguments arguments, String type) throws Failure, InterruptedException {
        String only = arguments.next("");
        arguments.end();
        synchronized (bond) {
            if (!only.isEmpty()) {
                bond.adapter(only);
            }
            if (!bond.state.equals("CONNECTED")) {
                return List.of(failed(type));
            }
        }
        Thread.sleep(pace.testMillis);
        synchronized (bond) {
            List<Adapter> tested = bond.adapters.stream()
                    .filter(Adapter::usable)
                    .filter(adapter -> only.isEmpty() || adapter.id.equals(only))
                    .toList();
            Map<String, Object> result =
                    bond.version.atLeast(11, 0) ? result(tested, bond.server, type) : oldResult(tested);
            bond.speedTests.removeIf(test -> type.equals(((Map<?, ?>) test).get("type")));
            bond.speedTests.add(result);
            return bond.version.atLeast(11, 0) ? List.copyOf(bond.speedTests) : result;
        }
    }

    private static Map<String, Object> result(List<Adapter> tested, Servers.Server server, String type) {
        double up = tested.stream().mapToDouble(Adapter::sendable).sum();
        double down = tested.stream()
                .mapToDouble(adapter -> adapter.downBitsPerSecond)
                .sum();
        double latency = tested.stream()
                .mapToDouble(adapter -> adapter.latencyMillis)
                .min()
                .orElse(0);
        Map<String, Object> result = Json.object(
                "city",
                server.city(),
                "country",
                server.country(),
                "downloadSpeed",
                type.equals("speed") ? down : 0.0,
                "isError",
                false,
                "latency",
                Math.round(latency),
                "numConnections",
                tested.size(),
                "time",
                System.currentTimeMillis() / 1000,
                "type",
                type,
                "uploadSpeed",
                up);
        if (type.equals("streaming")) {
            result.put("fps", up > 6e6 ? 60 : 30);
            result.put("resolution", up > 6e6 ? "1080p" : "720p");
            result.put("jitter", 6);
            result.put("loss", 0.002);
        }
        return result;
    }

    private static Map<String, Object> failed(String type) {
        return Json.object(
                "city",
                "",
                "country",
                "",
                "errorMessage",
                "Cannot test speed while disconnected",
                "isError",
                true,
                "latency",
                0,
                "numConnections",
                0,
                "time",
                System.currentTimeMillis() / 1000,
                "type",
                type);
    }

    /** Up to 10 each link was told by itself. */
    private static Map<String, Object> oldResult(List<Adapter> tested) {
        List<Object> links = tested.stream()
                .<Object>map(adapter -> Json.object(
                        "adapterID",
                        adapter.id,
                        "step",
                        "complete",
                        "stepProgress",
                        100,
                        "rttMs",
                        Math.round(adapter.latencyMillis),
                        "downloadBps",
                        (double) adapter.downBitsPerSecond,
                        "uploadBps",
                        (double) adapter.sendable()))
                .toList();
        return Json.object("status", "complete", "connectionResults", links);
    }
}
