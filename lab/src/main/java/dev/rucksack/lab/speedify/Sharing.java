package dev.rucksack.lab.speedify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is known of phones nearby, for {@code networksharing}. Guarded by {@link Bond}. */
final class Sharing {

    /** The phone that {@code connect} with any code finds. */
    static final String PHONE = "00000000-0000-4000-8000-000000000001";

    final Map<String, Object> settings = Json.object(
            "alwaysOnDiscovery",
            false,
            "autoPairBehavior",
            "manual",
            "clientEnabled",
            false,
            "displayName",
            "backpack",
            "hostConnectCode",
            "LAB42",
            "hostEnabled",
            false,
            "pairRequestBehavior",
            "ask",
            "sameUserAutoPair",
            false);
    final List<Object> shares = new ArrayList<>(List.of(Json.object(
            "autoReconnect",
            true,
            "displayName",
            "camera phone",
            "haveAuthToken",
            true,
            "peerAsClient",
            side("disconnected", "inactive"),
            "peerAsHost",
            side("authenticated", "active"),
            "supportsHost",
            true,
            "uuid",
            PHONE)));
    private boolean discovering;

    private static Map<String, Object> side(String peer, String tunnel) {
        return Json.object(
                "allowed",
                true,
                "peerStatus",
                peer,
                "tunnelStatus",
                tunnel,
                "usage",
                Json.object("month", 0, "today", 0, "total", 0, "week", 0));
    }

    boolean discovery(String word) {
        discovering |= word.equals("startdiscovery");
        return discovering;
    }

    String uuidOf(String code) throws Failure {
        if (!code.matches("[A-Za-z0-9]{3,12}")) {
            throw Failure.invalid();
        }
        return PHONE;
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> peer(String uuid) throws Failure {
        return shares.stream()
                .map(share -> (Map<String, Object>) share)
                .filter(share -> uuid.equals(share.get("uuid")))
                .findFirst()
                .orElseThrow(Failure::invalid);
    }
}
