package dev.rucksack.control.bonding.steering;

import dev.rucksack.control.bonding.LinkPolicy;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the bond last said of itself; what it did not say is unknown. */
record Readings(TunnelSettings settings, StreamRules rules, Map<String, LinkPolicy> policies) {

    static final Readings NONE = new Readings(new TunnelSettings(null, null), StreamRules.UNKNOWN, Map.of());

    Readings with(TunnelSettings other) {
        return new Readings(other, rules, policies);
    }

    Readings with(StreamRules other) {
        return new Readings(settings, other, policies);
    }

    Readings with(Map<String, LinkPolicy> other) {
        return new Readings(settings, rules, other);
    }

    /** Of these links only. */
    Readings of(Set<String> links) {
        Map<String, LinkPolicy> known = new HashMap<>(policies);
        known.keySet().retainAll(links);
        return with(known);
    }

    /** An item's value, empty when unknown. */
    Optional<String> of(Item item) {
        return switch (item.kind()) {
            case MODE -> text(settings.mode());
            case TRANSPORT -> text(settings.transport());
            case DOMAINS, IPV4, IPV6, PORTS ->
                entry(rules.entries().get(item.kind().list()), item.key());
            case PRIORITY, DAY_CAP, MONTH_CAP ->
                Optional.ofNullable(policies.get(item.key())).flatMap(policy -> of(item.kind(), policy));
        };
    }

    private static Optional<String> of(Item.Kind kind, LinkPolicy policy) {
        return switch (kind) {
            case PRIORITY -> text(policy.priority());
            case DAY_CAP -> text(policy.dayLimitBytes());
            default ->
                text(policy.monthLimitBytes())
                        .map(bytes -> bytes + "@"
                                + Optional.ofNullable(policy.monthResetDay()).orElse(0));
        };
    }

    private static Optional<String> entry(@Nullable Set<String> list, String key) {
        return list == null
                ? Optional.empty()
                : Optional.of(list.stream().anyMatch(key::equalsIgnoreCase) ? Item.THERE : Item.ABSENT);
    }

    private static Optional<String> text(@Nullable Object value) {
        return Optional.ofNullable(value).map(Object::toString);
    }
}
