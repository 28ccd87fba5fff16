package dev.rucksack.lab.speedify;

import java.util.Map;
import java.util.Set;

/** What is about the daemon itself and the account: directory, logs, activation, the daemon's end. */
final class HouseCommands {

    private static final Map<String, Integer> LEVELS = Map.of("verbose", 0, "info", 1, "warn", 2, "error", 3);

    private final Faults faults;

    HouseCommands(Faults faults) {
        this.faults = faults;
    }

    Map<String, Command> all() {
        return Map.of(
                "directory",
                (bond, arguments) -> directory(bond, "domain", arguments.next("")),
                "gateway",
                (bond, arguments) -> directory(bond, "gatewayUri", arguments.next("")),
                "esni",
                (bond, arguments) -> directory(bond, "enableEsni", arguments.onOff()),
                "activationcode",
                HouseCommands::activation,
                "log",
                HouseCommands::log,
                "daemon",
                this::daemon);
    }

    private static Object directory(Bond bond, String field, Object value) {
        bond.directory.put(field, value);
        return bond.directory;
    }

    private static Object activation(Bond bond, Arguments arguments) throws Failure {
        arguments.end();
        return Json.object("activationCode", "LAB123", "activationUrl", "https://activate.example.org/LAB123");
    }

    private static Object log(Bond bond, Arguments arguments) throws Failure {
        if (arguments.oneOf(Set.of("erase", "daemon")).equals("daemon")) {
            Map<String, Object> wanted = Json.object(
                    "fileSize", arguments.whole(1, 1L << 32),
                    "filesPerDaemon", arguments.whole(1, 1000),
                    "totalFiles", arguments.whole(1, 1000),
                    "logLevel", LEVELS.getOrDefault(arguments.oneOf(LEVELS.keySet()), 0));
            arguments.end();
            bond.logSettings.put("daemon", wanted);
        }
        arguments.end();
        return bond.logSettings;
    }

    /** {@code daemon exit}: it answers this once more, and then no more. */
    private Object daemon(Bond bond, Arguments arguments) throws Failure {
        arguments.oneOf(Set.of("exit"));
        arguments.end();
        faults.down = true;
        bond.changed();
        return Json.object();
    }
}
