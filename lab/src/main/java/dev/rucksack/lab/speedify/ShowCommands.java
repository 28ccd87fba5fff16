package dev.rucksack.lab.speedify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Commands that only read: the contract's section 4.1. */
final class ShowCommands {

    static final Map<String, Command> ALL = Map.of(
            "version",
            (bond, arguments) -> Bond.VERSION_NUMBERS,
            "state",
            (bond, arguments) -> bond.stateJson(),
            "show",
            ShowCommands::show,
            "captiveportal",
            ShowCommands::portal);

    private ShowCommands() {}

    private static Object show(Bond bond, Arguments arguments) throws Failure {
        String what = arguments.next();
        arguments.end();
        return switch (what) {
            case "adapters" -> bond.adaptersJson();
            case "settings" -> bond.settings;
            case "currentserver" -> bond.server.full();
            case "servers" -> Json.object("private", Servers.listed(true), "public", Servers.listed(false));
            case "user" -> user(bond);
            case "privacy" -> bond.privacy;
            case "connectmethod" -> bond.connectMethod;
            case "disconnect" -> Json.object("disconnectReason", bond.disconnectReason);
            case "streaming" -> bond.streaming;
            case "streamingbypass" -> bond.bypass;
            case "speedtest" -> bond.speedTests;
            case "directory" -> Json.object("domain", "", "enableEsni", false, "gatewayUri", "");
            case "logsettings" ->
                Json.object(
                        "daemon",
                        Json.object("fileSize", 3145728, "filesPerDaemon", 7, "logLevel", 1, "totalFiles", 9));
            case "dscp" ->
                Json.object(
                        "dscpQueues",
                        List.of(Json.object(
                                "dscp", 46, "priority", "on", "replication", "auto", "retransmissionAttempts", 2)));
            case "fixeddelay", "trafficrules" -> Json.object("trafficRules", List.of());
            default -> throw Failure.invalid();
        };
    }

    private static Object user(Bond bond) {
        boolean known = !bond.state.equals("LOGGED_OUT");
        return Json.object(
                "action",
                "none",
                "bytesAvailable",
                -1,
                "bytesUsed",
                known ? 88_123_456_789L : 0L,
                "dataPeriodEnd",
                known ? "2031-05-01" : "",
                "email",
                known ? "****@example.org" : "",
                "isAutoAccount",
                false,
                "isTeam",
                false,
                "minutesAvailable",
                -1,
                "minutesUsed",
                known ? 51_234 : 0,
                "paymentType",
                known ? "yearly" : "");
    }

    private static Object portal(Bond bond, Arguments arguments) throws Failure {
        String what = arguments.next();
        if (what.equals("check")) {
            return new ArrayList<Object>(bond.adapters.stream()
                    .filter(adapter -> adapter.portal)
                    .map(adapter -> adapter.id)
                    .toList());
        }
        if (!what.equals("login")) {
            throw Failure.invalid();
        }
        boolean on = arguments.onOff();
        bond.portalLogin = on ? bond.adapter(arguments.next()).id : "";
        return Json.object("enabled", on, "adapterID", bond.portalLogin);
    }
}
