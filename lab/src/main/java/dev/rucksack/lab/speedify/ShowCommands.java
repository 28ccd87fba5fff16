package dev.rucksack.lab.speedify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Commands that only read: the contract's section 4.1. */
final class ShowCommands {

    static final Map<String, Command> ALL = Map.of(
            "version",
            (bond, arguments) -> bond.version.json(),
            "state",
            (bond, arguments) -> bond.stateJson(),
            "show",
            ShowCommands::show,
            "captiveportal",
            ShowCommands::portal);

    private static final Set<String> NEW = Set.of("fixeddelay", "trafficrules", "logsettings");

    private ShowCommands() {}

    private static Object show(Bond bond, Arguments arguments) throws Failure {
        String what = arguments.next();
        arguments.end();
        if (NEW.contains(what) && !bond.version.atLeast(15, 7)) {
            throw Failure.invalid();
        }
        return switch (what) {
            case "adapters" -> bond.adaptersJson();
            case "settings" -> bond.settingsJson();
            case "currentserver" -> bond.server(bond.server);
            case "servers" -> Json.object("private", servers(bond, true), "public", servers(bond, false));
            case "user" -> user(bond);
            case "privacy" -> bond.privacyJson();
            case "connectmethod" -> bond.connectMethod;
            case "disconnect" -> Json.object("disconnectReason", bond.disconnectReason);
            case "streaming" -> bond.streaming;
            case "streamingbypass" -> bond.bypass;
            case "speedtest" -> bond.speedTests;
            case "directory" -> bond.directory;
            case "logsettings" -> bond.logSettings;
            case "dscp" ->
                Json.object(
                        "dscpQueues",
                        List.of(Json.object(
                                "dscp", 46, "priority", "on", "replication", "auto", "retransmissionAttempts", 2)));
            case "fixeddelay", "trafficrules" -> bond.delayRules.json();
            default -> throw Failure.invalid();
        };
    }

    private static List<Object> servers(Bond bond, boolean dedicated) {
        return new ArrayList<>(
                Servers.listed(dedicated).stream().map(bond.fields()::server).toList());
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
