package dev.rucksack.lab.speedify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** To what the fixed delay applies: {@code fixeddelay domains|ips|ports …}. Guarded by {@link Bond}. */
final class DelayRules {

    private static final Set<String> KINDS = Set.of("domains", "ips", "ports");

    private final Map<String, List<Object>> values = new TreeMap<>();

    static boolean names(String word) {
        return KINDS.contains(word);
    }

    /** The list of one kind, to be changed. */
    List<Object> of(String kind) {
        return values.computeIfAbsent(kind, any -> new ArrayList<>());
    }

    /** As {@code show trafficrules} prints them: one rule, if there is anything to apply it to. */
    Map<String, Object> json() {
        List<Object> conditions = new ArrayList<>();
        values.forEach((kind, list) -> {
            if (!list.isEmpty()) {
                conditions.add(Json.object("type", kind, "value", List.copyOf(list)));
            }
        });
        List<Object> rules = conditions.isEmpty()
                ? List.of()
                : List.of(
                        Json.object("actions", List.of(Json.object("type", "fixed_delay")), "conditions", conditions));
        return Json.object("trafficRules", rules);
    }
}
