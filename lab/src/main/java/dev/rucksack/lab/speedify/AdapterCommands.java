package dev.rucksack.lab.speedify;

import java.util.List;
import java.util.Set;

/** {@code adapter …}: the contract's section 4.3. All answer with the whole array, the last two with the settings. */
final class AdapterCommands {

    private static final Set<String> PRIORITIES = Set.of("automatic", "always", "secondary", "backup", "never");
    private static final Set<String> DIRECTIONS = Set.of("on", "backup_off", "strict_off");

    private static final Version AUTOMATIC = Version.parse("12");
    private static final Version DIRECTIONAL = Version.parse("13");
    private static final Version SHARING = Version.parse("14");
    private static final Version TWO_RATE_LIMITS = Version.parse("15.3");

    private AdapterCommands() {}

    static Object run(Bond bond, Arguments arguments) throws Failure {
        String what = arguments.next();
        Object answer = switch (what) {
            case "expose-dscp" -> {
                since(bond, SHARING);
                yield perLink(bond, arguments, "perConnectionExposeDscpSettings", "exposeDscp");
            }
            case "encryption" -> perLink(bond, arguments, "perConnectionEncryptionSettings", "encrypted");
            default -> {
                change(bond, what, arguments);
                arguments.end();
                yield bond.adaptersJson();
            }
        };
        bond.changed();
        return answer;
    }

    private static void change(Bond bond, String what, Arguments arguments) throws Failure {
        switch (what) {
            case "priority" -> {
                Adapter adapter = bond.adapter(arguments.next());
                String priority = arguments.oneOf(PRIORITIES);
                if (priority.equals("automatic")) {
                    since(bond, AUTOMATIC);
                }
                adapter.priority = priority;
            }
            case "ratelimit" -> {
                Adapter adapter = bond.adapter(arguments.next());
                long down = arguments.limit();
                adapter.upLimit = bond.version.atLeast(TWO_RATE_LIMITS) ? arguments.limit() : down;
                adapter.downLimit = down;
            }
            case "datalimit" -> dataLimit(bond, arguments);
            case "overlimitratelimit" -> {
                Adapter adapter = bond.adapter(arguments.next());
                adapter.overlimitBitsPerSecond = arguments.whole(0, Long.MAX_VALUE);
            }
            case "resetusage" -> {
                Adapter adapter = bond.adapter(arguments.next());
                adapter.dailyBytes = 0;
                adapter.monthlyBytes = 0;
            }
            case "directionalmode" -> {
                since(bond, DIRECTIONAL);
                Adapter adapter = bond.adapter(arguments.next());
                String up = arguments.oneOf(DIRECTIONS);
                adapter.downMode = arguments.oneOf(DIRECTIONS);
                adapter.upMode = up;
            }
            default -> throw Failure.invalid();
        }
    }

    private static void dataLimit(Bond bond, Arguments arguments) throws Failure {
        String period = arguments.oneOf(Set.of("daily", "dailyboost", "monthly"));
        Adapter adapter = bond.adapter(arguments.next());
        switch (period) {
            case "daily" -> adapter.dailyLimit = arguments.limit();
            case "dailyboost" -> adapter.dailyBoost = arguments.whole(0, Long.MAX_VALUE);
            default -> {
                long limit = arguments.limit();
                adapter.monthlyResetDay = (int) arguments.whole(0, 31);
                adapter.monthlyLimit = limit;
            }
        }
    }

    private static Object perLink(Bond bond, Arguments arguments, String list, String field) throws Failure {
        Adapter adapter = bond.adapter(arguments.next());
        boolean on = arguments.onOff();
        arguments.end();
        List<Object> entries = Json.list(bond.settings, list);
        entries.removeIf(entry -> Json.text(entry, "adapterID").equals(adapter.id));
        entries.add(Json.object("adapterID", adapter.id, field, on));
        if (field.equals("encrypted")) {
            bond.settings.put("perConnectionEncryptionEnabled", true);
        }
        return bond.settingsJson();
    }

    /** An older one does not know the word. */
    private static void since(Bond bond, Version first) throws Failure {
        if (!bond.version.atLeast(first)) {
            throw Failure.invalid();
        }
    }
}
