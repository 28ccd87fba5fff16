package dev.rucksack.lab.speedify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Setters that answer with the settings, the privacy or the rules: the contract's sections 4.2 and 4.4. */
final class SettingCommands {

    private static final Set<String> WAYS = Set.of("add", "rem", "set");

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
        result.put("fixeddelay", SettingCommands::fixedDelay);
        setting(result, "targetconnections", "targetNumberOfConnections", SettingCommands::targets);
        setting(result, "ports", "forwardedPorts", SettingCommands::ports);
        setting(result, "subnets", "downstreamSubnets", SettingCommands::subnets);
        setting(result, "route", "enableDefaultRoute", arguments -> {
            arguments.oneOf(Set.of("default"));
            return arguments.onOff();
        });
        result.put("encryption", SettingCommands::encryption);
        result.put("dns", SettingCommands::dns);
        result.put("privacy", SettingCommands::privacy);
        result.put("streaming", (bond, arguments) -> rules(bond.streaming, arguments));
        result.put("streamingbypass", (bond, arguments) -> rules(bond.bypass, arguments));
        return result;
    }

    private static void setting(Map<String, Command> commands, String word, String field, Reader reader) {
        commands.put(word, (bond, arguments) -> {
            Object value = reader.read(arguments);
            arguments.end();
            bond.settings.put(field, value);
            return bond.settingsJson();
        });
    }

    private static Reader words(String... allowed) {
        return arguments -> arguments.oneOf(Set.of(allowed));
    }

    private static Object targets(Arguments arguments) throws Failure {
        long up = arguments.whole(0, 64);
        return Json.object("download", arguments.whole(0, 64), "upload", up);
    }

    private static Object encryption(Bond bond, Arguments arguments) throws Failure {
        boolean on = arguments.onOff();
        bond.settings.put("perConnectionEncryptionSettings", new ArrayList<>());
        bond.settings.put("perConnectionEncryptionEnabled", false);
        bond.settings.put("encrypted", on);
        return bond.settingsJson();
    }

    private static Object privacy(Bond bond, Arguments arguments) throws Failure {
        // killswitch, dnsleak and ipleak are Windows' alone
        String what = arguments.oneOf(Set.of("advancedIspStats", "apiProtection", "requestToDisableDoH"));
        if (what.equals("advancedIspStats") && !bond.version.atLeast(15, 7)) {
            throw Failure.invalid();
        }
        bond.privacy.put(what, arguments.onOff());
        arguments.end();
        return bond.privacyJson();
    }

    private static Object dns(Bond bond, Arguments arguments) throws Failure {
        List<Object> addresses = new ArrayList<>();
        for (String address : arguments.rest()) {
            if (!address.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F:]*:[0-9a-fA-F:.]*")) {
                throw Failure.invalid();
            }
            addresses.add(address);
        }
        bond.privacy.put("dnsAddresses", addresses);
        return bond.privacyJson();
    }

    /** Milliseconds, or to what they apply: the ports' protocol is named otherwise there. */
    private static Object fixedDelay(Bond bond, Arguments arguments) throws Failure {
        String word = arguments.peek();
        if (!DelayRules.names(word)) {
            bond.settings.put("fixedDelay", arguments.whole(0, 1000));
            arguments.end();
            return bond.settingsJson();
        }
        arguments.next();
        String how = arguments.oneOf(WAYS);
        List<Object> values = new ArrayList<>();
        for (String value : arguments.rest()) {
            values.add(word.equals("ports") ? port(value, "proto") : value);
        }
        change(bond.delayRules.of(word), how, values);
        return bond.delayRules.json();
    }

    private static List<Object> ports(Arguments arguments) throws Failure {
        List<Object> result = new ArrayList<>();
        for (String port : arguments.rest()) {
            result.add(port(port, "protocol"));
        }
        return result;
    }

    private static Map<String, Object> port(String text, String protocol) throws Failure {
        if (!text.matches("[0-9]{1,5}(-[0-9]{1,5})?/(tcp|udp)")) {
            throw Failure.invalid();
        }
        String[] parts = text.split("[-/]");
        Map<String, Object> result = Json.object("port", Integer.parseInt(parts[0]), protocol, parts[parts.length - 1]);
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
        String how = arguments.oneOf(WAYS);
        List<Object> values = what.equals("ports") ? ports(arguments) : new ArrayList<>(arguments.rest());
        change(Json.list(rules, what), how, values);
        return rules;
    }

    /** Adding what is there leads to duplicates, as in some versions. */
    private static void change(List<Object> present, String how, List<Object> values) {
        if (how.equals("set")) {
            present.clear();
        }
        if (how.equals("rem")) {
            present.removeAll(values);
        } else {
            present.addAll(values);
        }
    }

    private static Object service(Map<String, Object> rules, Arguments arguments) throws Failure {
        String title = arguments.next();
        if (title.equals("enable") || title.equals("disable")) {
            rules.put("domainWatchlistEnabled", title.equals("enable"));
            return rules;
        }
        boolean on = arguments.onOff();
        List<Object> services = Json.list(rules, "services");
        services.removeIf(entry -> Json.text(entry, "title").equals(title));
        services.add(Json.object("enabled", on, "title", title));
        return rules;
    }
}
