package dev.rucksack.lab.speedify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Setters that answer with the settings, the privacy or the rules: the contract's sections 4.2 and 4.4. */
final class SettingCommands {

    private SettingCommands() {}

    @FunctionalInterface
    private interface Reader {
        Object read(Arguments arguments) throws Failure;
    }

    static Map<String, Command> all() {
        Map<String, Command> result = new LinkedHashMap<>();
        setting(result, "mode", "bondingMode", words("redundant", "speed", "streaming"));
        setting(result, "transport", "transportMode", words("auto", "tcp", "tcp-multi", "udp", "https"));
        setting(result, "startupconnect", "startupConnect", Arguments::onOff);
        setting(result, "headercompression", "headerCompression", Arguments::onOff);
        setting(result, "jumbo", "jumboPackets", Arguments::onOff);
        setting(result, "packetaggr", "packetAggregation", Arguments::onOff);
        setting(result, "pep", "pep", Arguments::onOff);
        setting(result, "packetpool", "packetPoolSize", words("small", "default", "large"));
        setting(result, "overflow", "overflowThreshold", Arguments::decimal);
        setting(result, "priorityoverflow", "priorityOverflowThreshold", Arguments::decimal);
        setting(result, "maxredundant", "maxRedundant", arguments -> arguments.whole(1, 64));
        setting(result, "transportretry", "maximumTransportRetry", arguments -> arguments.whole(0, 86_400));
        setting(result, "connectretry", "maximumConnectRetry", arguments -> arguments.whole(0, 86_400));
        setting(result, "fixeddelay", "fixedDelay", arguments -> arguments.whole(0, 1000));
        setting(result, "targetconnections", "targetNumberOfConnections", SettingCommands::targets);
        setting(result, "ports", "forwardedPorts", SettingCommands::ports);
        setting(result, "subnets", "downstreamSubnets", SettingCommands::subnets);
        setting(result, "route", "enableDefaultRoute", arguments -> {
            arguments.oneOf(Set.of("default"));
            return arguments.onOff();
        });
        result.put("encryption", SettingCommands::encryption);
        result.put("dns", (bond, arguments) -> put(bond.privacy, "dnsAddresses", new ArrayList<>(arguments.rest())));
        result.put("privacy", SettingCommands::privacy);
        result.put("streaming", (bond, arguments) -> rules(bond.streaming, arguments));
        result.put("streamingbypass", (bond, arguments) -> rules(bond.bypass, arguments));
        return result;
    }

    private static void setting(Map<String, Command> commands, String word, String field, Reader reader) {
        commands.put(word, (bond, arguments) -> {
            Object value = reader.read(arguments);
            arguments.end();
            return put(bond.settings, field, value);
        });
    }

    private static Reader words(String... allowed) {
        return arguments -> arguments.oneOf(Set.of(allowed));
    }

    private static Map<String, Object> put(Map<String, Object> object, String field, Object value) {
        object.put(field, value);
        return object;
    }

    private static Object targets(Arguments arguments) throws Failure {
        long up = arguments.whole(0, 64);
        return Json.object("download", arguments.whole(0, 64), "upload", up);
    }

    private static Object encryption(Bond bond, Arguments arguments) throws Failure {
        boolean on = arguments.onOff();
        bond.settings.put("perConnectionEncryptionSettings", new ArrayList<>());
        bond.settings.put("perConnectionEncryptionEnabled", false);
        return put(bond.settings, "encrypted", on);
    }

    private static Object privacy(Bond bond, Arguments arguments) throws Failure {
        // killswitch, dnsleak and ipleak are Windows' alone
        String what = arguments.oneOf(Set.of("advancedIspStats", "apiProtection", "requestToDisableDoH"));
        return put(bond.privacy, what, arguments.onOff());
    }

    private static List<Object> ports(Arguments arguments) throws Failure {
        List<Object> result = new ArrayList<>();
        for (String port : arguments.rest()) {
            result.add(port(port));
        }
        return result;
    }

    private static Map<String, Object> port(String text) throws Failure {
        if (!text.matches("[0-9]{1,5}(-[0-9]{1,5})?/(tcp|udp)")) {
            throw Failure.invalid();
        }
        String[] parts = text.split("[-/]");
        Map<String, Object> result =
                Json.object("port", Integer.parseInt(parts[0]), "protocol", parts[parts.length - 1]);
        if (parts.length == 3) {
            result.put("portRangeEnd", Integer.parseInt(parts[1]));
        }
        return result;
    }

    private static List<Object> subnets(Arguments arguments) throws Failure {
        List<Object> result = new ArrayList<>();
        for (String subnet : arguments.rest()) {
            if (!subnet.matches("[0-9.]{7,15}/[0-9]{1,2}")) {
                throw Failure.invalid();
            }
            String[] parts = subnet.split("/");
            result.add(Json.object("address", parts[0], "prefixLength", Integer.parseInt(parts[1])));
        }
        return result;
    }

    private static Object rules(Map<String, Object> rules, Arguments arguments) throws Failure {
        String what = arguments.next();
        if (what.equals("service") && rules.containsKey("services")) {
            return service(rules, arguments);
        }
        if (!Set.of("domains", "ipv4", "ipv6", "ports").contains(what)) {
            throw Failure.invalid();
        }
        String how = arguments.oneOf(Set.of("add", "rem", "set"));
        List<Object> values = what.equals("ports") ? ports(arguments) : new ArrayList<>(arguments.rest());
        List<Object> present = Json.list(rules, what);
        if (how.equals("set")) {
            present.clear();
        }
        if (how.equals("rem")) {
            present.removeAll(values);
        } else {
            present.addAll(values);
        }
        return rules;
    }

    private static Object service(Map<String, Object> rules, Arguments arguments) throws Failure {
        String title = arguments.next();
        if (title.equals("enable") || title.equals("disable")) {
            return put(rules, "domainWatchlistEnabled", title.equals("enable"));
        }
        boolean on = arguments.onOff();
        List<Object> services = Json.list(rules, "services");
        services.removeIf(entry -> Json.text(entry, "title").equals(title));
        services.add(Json.object("enabled", on, "title", title));
        return rules;
    }
}
