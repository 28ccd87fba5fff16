package dev.rucksack.control.bonding.speedify;

import dev.rucksack.control.bonding.LinkPolicy;
import dev.rucksack.control.bonding.Priority;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what is wished of adapters: the contract's section 5.2. */
final class PolicyReader {

    private PolicyReader() {}

    /** The policies of {@code show adapters}' answer, by adapter. */
    static Map<String, LinkPolicy> policies(JsonNode adapters) {
        Map<String, LinkPolicy> policies = new LinkedHashMap<>();
        for (JsonNode adapter : adapters) {
            String id = AdapterId.of(adapter);
            if (id != null) {
                policies.putIfAbsent(id, policy(adapter));
            }
        }
        return policies;
    }

    static LinkPolicy policy(JsonNode adapter) {
        JsonNode usage = adapter.path("dataUsage");
        Long day = whole(usage, "usageMonthlyResetDay");
        return new LinkPolicy(
                priority(adapter, "priority"),
                priority(adapter, "workingPriority"),
                whole(usage, "usageDailyLimit"),
                whole(usage, "usageMonthlyLimit"),
                day == null ? null : (Integer) day.intValue(),
                whole(usage, "overlimitRatelimit"));
    }

    private static @Nullable Priority priority(JsonNode adapter, String field) {
        return Optional.ofNullable(Lenient.text(adapter, field))
                .flatMap(Priority::of)
                .orElse(null);
    }

    private static @Nullable Long whole(JsonNode node, String field) {
        Double value = Lenient.notNegative(node, field);
        return value == null ? null : (Long) Math.round(value);
    }
}
