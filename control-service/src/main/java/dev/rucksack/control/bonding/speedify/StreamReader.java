package dev.rucksack.control.bonding.speedify;

import dev.rucksack.control.bonding.StreamHealth;
import dev.rucksack.control.bonding.StreamHealth.Cause;
import dev.rucksack.control.bonding.StreamHealth.Fare;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads {@code streaming_stats}: the contract's section 6.3. */
final class StreamReader {

    private static final Map<String, Cause> FLAGS =
            Map.of("badCpu", Cause.CPU, "badLatency", Cause.LATENCY, "badLoss", Cause.LOSS, "badMemory", Cause.MEMORY);

    private StreamReader() {}

    static StreamHealth read(JsonNode payload) {
        Set<Cause> bad = EnumSet.noneOf(Cause.class);
        FLAGS.forEach((flag, cause) -> {
            if (Boolean.TRUE.equals(Lenient.truth(payload, flag))) {
                bad.add(cause);
            }
        });
        List<Fare> fares = new ArrayList<>();
        for (JsonNode stream : payload.path("streams")) {
            if (!Boolean.FALSE.equals(Lenient.truth(stream, "active"))) {
                for (Fare fare : Fare.values()) {
                    if (fare.toString().equals(Lenient.text(stream, "health"))) {
                        fares.add(fare);
                    }
                }
            }
        }
        return new StreamHealth(bad, fares);
    }
}
