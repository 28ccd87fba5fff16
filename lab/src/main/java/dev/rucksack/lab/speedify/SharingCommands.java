package dev.rucksack.lab.speedify;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** {@code networksharing …}: the contract's section 5.9. Phones nearby, one known; a shared one is an adapter like others. */
final class SharingCommands {

    private static final Map<String, String> SWITCHES = Map.of(
            "alwaysondiscovery", "alwaysOnDiscovery",
            "client", "clientEnabled",
            "host", "hostEnabled",
            "sameuserautopair", "sameUserAutoPair");

    private SharingCommands() {}

    static Object run(Bond bond, Arguments arguments) throws Failure {
        Sharing sharing = bond.sharing;
        String what = arguments.next();
        Object answer = switch (what) {
            case "settings" -> sharing.settings;
            case "availableshares" -> sharing.shares;
            case "discovery", "startdiscovery" -> Json.object("discoveryActive", sharing.discovery(what));
            case "connect" -> met(sharing.peer(sharing.uuidOf(arguments.next())));
            case "reconnect" -> met(sharing.peer(arguments.next()));
            case "peer" -> peer(sharing, arguments);
            case "set" -> set(sharing, arguments);
            default -> throw Failure.invalid();
        };
        arguments.end();
        return answer;
    }

    private static Object met(Map<String, Object> peer) {
        host(peer).put("peerStatus", "authenticated");
        return Json.object("peerStatus", "authenticated", "role", "host", "uuid", Json.text(peer, "uuid"));
    }

    private static Object peer(Sharing sharing, Arguments arguments) throws Failure {
        String what = arguments.oneOf(Set.of("allow", "reject", "request", "unpair"));
        Map<String, Object> peer = sharing.peer(arguments.next());
        boolean paired = what.equals("allow") || what.equals("request");
        peer.put("haveAuthToken", paired);
        host(peer).put("peerStatus", paired ? "authenticated" : "disconnected");
        return Json.object(
                "displayName", Json.text(peer, "displayName"),
                "haveAuthToken", paired,
                "uuid", Json.text(peer, "uuid"));
    }

    private static Object set(Sharing sharing, Arguments arguments) throws Failure {
        String what = arguments.next().toLowerCase(Locale.ROOT);
        if (what.equals("peer")) {
            return setPeer(sharing, arguments);
        }
        if (SWITCHES.containsKey(what)) {
            sharing.settings.put(SWITCHES.get(what), arguments.onOff());
            return sharing.settings;
        }
        switch (what) {
            case "displayname" -> sharing.settings.put("displayName", arguments.next());
            case "autopairbehavior" ->
                sharing.settings.put(
                        "autoPairBehavior", arguments.oneOf(Set.of("manual", "auto_user", "auto_user_team")));
            case "pairrequestbehavior" ->
                sharing.settings.put("pairRequestBehavior", arguments.oneOf(Set.of("ask", "accept", "reject")));
            default -> throw Failure.invalid();
        }
        return sharing.settings;
    }

    private static Object setPeer(Sharing sharing, Arguments arguments) throws Failure {
        String what = arguments.oneOf(Set.of("autoreconnect", "allowhost", "allowclient"));
        Map<String, Object> peer = sharing.peer(arguments.next());
        boolean on = arguments.onOff();
        switch (what) {
            case "autoreconnect" -> peer.put("autoReconnect", on);
            case "allowhost" -> host(peer).put("allowed", on);
            default -> object(peer, "peerAsClient").put("allowed", on);
        }
        return sharing.shares;
    }

    private static Map<String, Object> host(Map<String, Object> peer) {
        return object(peer, "peerAsHost");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Map<String, Object> peer, String field) {
        return (Map<String, Object>) Json.member(peer, field);
    }
}
