package dev.rucksack.control.bonding.speedify;

import dev.rucksack.control.bonding.DataCap;
import dev.rucksack.control.bonding.Link;
import dev.rucksack.control.bonding.LinkHealth;
import dev.rucksack.control.bonding.RateFinding;
import dev.rucksack.control.bonding.Transport;
import dev.rucksack.control.bonding.kernel.Interfaces;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Makes links of the CLI's adapters and connection rows. */
final class LinkReader {

    private static final String TUNNEL_TOTAL = "speedify";
    private static final double MEGABIT = 1e6;
    private static final double MILLIS = 1e3;

    private final Map<String, String> names;
    private final Rates rates;
    private final Interfaces interfaces;

    /**
     * @param names the operator's name for an adapter id
     */
    LinkReader(Map<String, String> names, RateUnit unit, Interfaces interfaces) {
        this.names = Map.copyOf(names);
        this.rates = new Rates(unit);
        this.interfaces = interfaces;
    }

    /**
     * Links in the order of the adapters.
     *
     * @param lossTold whether this version measures loss, or has only the fields
     */
    List<Link> read(JsonNode adapters, JsonNode connections, boolean tunnelUp, Set<String> captives, boolean lossTold) {
        Map<String, JsonNode> rows = rows(connections);
        List<Link> links = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (JsonNode adapter : adapters) {
            String id = AdapterId.of(adapter);
            if (id != null && links.stream().noneMatch(link -> link.id().equals(id))) {
                Link.Standing standing = standing(adapter, rows.get(id), tunnelUp, captives.contains(id));
                links.add(link(id, name(id, adapter, taken), adapter, rows.get(id), standing, lossTold));
            }
        }
        return links;
    }

    /** What the rates of the rows are taken to count. */
    RateFinding rates() {
        return rates.finding();
    }

    /** The round trip through the tunnel by the row that sums the links, in seconds; null when unknown. */
    static @Nullable Double tunnelLatency(JsonNode connections) {
        for (JsonNode row : connections) {
            if (TUNNEL_TOTAL.equals(Lenient.text(row, "adapterID")) && connected(row)) {
                return scaled(Lenient.positive(row, "latencyMs"), 1 / MILLIS);
            }
        }
        return null;
    }

    /** New rows: their rates are compared with what the interfaces count, while their unit is not known. */
    void hear(JsonNode connections, long nanos) {
        if (rates.compares()) {
            Map<String, JsonNode> rows = rows(connections);
            rates.forgetAllBut(rows.keySet());
            rows.forEach((id, row) -> compare(id, row, nanos));
        }
    }

    private void compare(String id, JsonNode row, long nanos) {
        Double send = Lenient.notNegative(row, "sendBps");
        Double receive = Lenient.notNegative(row, "receiveBps");
        Long sent = interfaces.sent(id);
        Long received = interfaces.received(id);
        if (send != null && receive != null && sent != null && received != null) {
            rates.see(id, send + receive, sent + received, nanos);
        }
    }

    /** One row per adapter: of several the waking one counts, then the connected, then the later. */
    private static Map<String, JsonNode> rows(JsonNode connections) {
        Map<String, JsonNode> rows = new HashMap<>();
        for (JsonNode row : connections) {
            String id = AdapterId.of(row);
            String connection = Lenient.text(row, "connectionID");
            boolean proxy = connection != null && connection.endsWith("%proxy");
            if (id != null && !id.equals(TUNNEL_TOTAL) && !proxy) {
                JsonNode present = rows.get(id);
                if (present == null || rank(row) >= rank(present)) {
                    rows.put(id, row);
                }
            }
        }
        return rows;
    }

    private static int rank(JsonNode row) {
        return awake(row) ? 2 : connected(row) ? 1 : 0;
    }

    private static boolean awake(JsonNode row) {
        return connected(row) && !Boolean.TRUE.equals(Lenient.truth(row, "sleeping"));
    }

    private static boolean connected(JsonNode row) {
        return Boolean.TRUE.equals(Lenient.truth(row, "connected"));
    }

    private String name(String id, JsonNode adapter, Set<String> taken) {
        String own = Lenient.text(adapter, "name");
        String name = names.getOrDefault(id, own == null ? id : own);
        return taken.add(name) ? name : name + " (" + id + ")";
    }

    /**
     * How an adapter stands. A link that is connected to the tunnel, or never shall be, is held up by no sign-in page;
     * of others that is known only when somebody has looked and found one.
     */
    private static Link.Standing standing(
            JsonNode adapter, @Nullable JsonNode row, boolean tunnelUp, boolean foundCaptive) {
        boolean up = "connected".equals(Lenient.text(adapter, "state"));
        boolean used = !"never".equals(Lenient.text(adapter, "workingPriority"));
        boolean carrying = tunnelUp && up && used && row != null && awake(row);
        boolean joined = tunnelUp && row != null && connected(row);
        Boolean captive = joined || !used ? (Boolean) false : foundCaptive ? (Boolean) true : null;
        return new Link.Standing(up, carrying, carrying, captive, null, joined ? transport(row) : null);
    }

    private static @Nullable Transport transport(@Nullable JsonNode row) {
        return row == null
                ? null
                : Optional.ofNullable(Lenient.text(row, "protocol"))
                        .flatMap(Transport::of)
                        .orElse(null);
    }

    private Link link(
            String id,
            String name,
            JsonNode adapter,
            @Nullable JsonNode row,
            Link.Standing standing,
            boolean lossTold) {
        return new Link(
                id,
                interfaces.identity(id),
                name,
                Lenient.text(adapter, "type"),
                standing,
                row == null ? LinkHealth.UNKNOWN : health(row, lossTold),
                caps(adapter.path("dataUsage")),
                interfaces.sent(id),
                interfaces.received(id),
                PolicyReader.policy(adapter));
    }

    private LinkHealth health(JsonNode row, boolean lossTold) {
        boolean awake = awake(row);
        boolean lossKnown = awake && lossTold;
        return new LinkHealth(
                awake ? scaled(Lenient.positive(row, "latencyMs"), 1 / MILLIS) : null,
                awake ? scaled(Lenient.notNegative(row, "jitterMs"), 1 / MILLIS) : null,
                lossKnown ? Lenient.notNegative(row, "lossSend") : null,
                lossKnown ? Lenient.notNegative(row, "lossReceive") : null,
                rate(row, "sendBps"),
                rate(row, "receiveBps"),
                Lenient.notNegative(row, "inFlight"),
                awake ? Lenient.positive(row, "mos") : null,
                congested(row),
                scaled(Lenient.positive(row, "sendEstimateMbps"), MEGABIT));
    }

    private @Nullable Double rate(JsonNode row, String field) {
        Double rate = Lenient.notNegative(row, field);
        return rate == null ? null : (Double) rates.toBits(rate);
    }

    private static @Nullable Boolean congested(JsonNode row) {
        Boolean any = null;
        for (String field : List.of("congested", "uploadCongested", "poorConnection", "slowConnection")) {
            Boolean flag = Lenient.truth(row, field);
            any = flag == null ? any : (Boolean) (flag || Boolean.TRUE.equals(any));
        }
        return any;
    }

    private static List<DataCap> caps(JsonNode usage) {
        List<DataCap> caps = new ArrayList<>();
        Double daily = Lenient.notNegative(usage, "usageDaily");
        if (daily != null) {
            Double limit = Lenient.positive(usage, "usageDailyLimit");
            Double boost = Lenient.positive(usage, "usageDailyBoost");
            caps.add(new DataCap(
                    DataCap.Period.DAY,
                    daily.longValue(),
                    limit == null ? null : (Long) (long) (limit + (boost == null ? 0 : boost))));
        }
        Double monthly = Lenient.notNegative(usage, "usageMonthly");
        if (monthly != null) {
            Double limit = Lenient.positive(usage, "usageMonthlyLimit");
            caps.add(new DataCap(
                    DataCap.Period.MONTH, monthly.longValue(), limit == null ? null : (Long) limit.longValue()));
        }
        return caps;
    }

    private static @Nullable Double scaled(@Nullable Double value, double factor) {
        return value == null ? null : (Double) (value * factor);
    }
}
