package dev.rucksack.control.bonding.speedify;

import dev.rucksack.control.bonding.BondingMode;
import dev.rucksack.control.bonding.LinkPolicy;
import dev.rucksack.control.bonding.Priority;
import dev.rucksack.control.bonding.Transport;
import dev.rucksack.control.bonding.steering.Server;
import dev.rucksack.control.bonding.steering.StreamRules;
import dev.rucksack.control.bonding.steering.TunnelSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is asked and told by one call of the CLI while steering, with the type of its answer. Words and objects: the
 * contract's sections 4 and 5.
 *
 * @param <A> the answer
 */
sealed interface CliCommand<A> {

    /** The words of the call. */
    List<String> words();

    /** What the call is counted by: its action without what it is told. */
    String action();

    A answer(JsonNode json) throws CliException;

    default Duration patience() {
        return SpeedifyCli.READING;
    }

    /** Answers with the settings. */
    sealed interface OfSettings extends CliCommand<TunnelSettings> {
        @Override
        default TunnelSettings answer(JsonNode json) throws CliException {
            if (!json.isObject()) {
                throw new CliException(action(), "malformed", "The answer is not the settings");
            }
            return new TunnelSettings(
                    Optional.ofNullable(Lenient.text(json, "bondingMode"))
                            .flatMap(BondingMode::of)
                            .orElse(null),
                    Optional.ofNullable(Lenient.text(json, "transportMode"))
                            .flatMap(Transport::of)
                            .orElse(null));
        }
    }

    record ShowSettings() implements OfSettings {
        @Override
        public List<String> words() {
            return List.of("show", "settings");
        }

        @Override
        public String action() {
            return "show settings";
        }
    }

    record SetMode(BondingMode mode) implements OfSettings {
        @Override
        public List<String> words() {
            return List.of("mode", mode.toString());
        }

        @Override
        public String action() {
            return "mode";
        }
    }

    record SetTransport(Transport transport) implements OfSettings {
        @Override
        public List<String> words() {
            return List.of("transport", transport.toString());
        }

        @Override
        public String action() {
            return "transport";
        }
    }

    /** Answers with the rules by which streams are known. */
    sealed interface OfRules extends CliCommand<StreamRules> {
        @Override
        default StreamRules answer(JsonNode json) throws CliException {
            if (!json.isObject()) {
                throw new CliException(action(), "malformed", "The answer is not the streaming rules");
            }
            Map<StreamRules.Kind, Set<String>> entries = new EnumMap<>(StreamRules.Kind.class);
            Set<StreamRules.Kind> unreadable = EnumSet.noneOf(StreamRules.Kind.class);
            for (StreamRules.Kind kind : StreamRules.Kind.values()) {
                JsonNode list = json.path(kind.toString());
                if (list.isArray()) {
                    Set<String> read = new LinkedHashSet<>();
                    for (JsonNode node : list) {
                        String entry = kind == StreamRules.Kind.PORTS ? port(node) : plain(node);
                        if (entry == null) {
                            unreadable.add(kind);
                        } else {
                            read.add(entry);
                        }
                    }
                    entries.put(kind, read);
                }
            }
            return new StreamRules(entries, unreadable);
        }

        private static @Nullable String plain(JsonNode node) {
            return node.isString() && !node.asString().isBlank() ? node.asString() : null;
        }

        private static @Nullable String port(JsonNode node) {
            Double port = Lenient.positive(node, "port");
            Double end = Lenient.positive(node, "portRangeEnd");
            String protocol = Lenient.text(node, "protocol");
            if (port == null || protocol == null) {
                return plain(node);
            }
            String to = end == null || end.intValue() == port.intValue() ? "" : "-" + end.intValue();
            return port.intValue() + to + "/" + protocol.toLowerCase(Locale.ROOT);
        }
    }

    record ShowRules() implements OfRules {
        @Override
        public List<String> words() {
            return List.of("show", "streaming");
        }

        @Override
        public String action() {
            return "show streaming";
        }
    }

    /** An empty list is one empty word. */
    record SetRules(StreamRules.Kind list, Set<String> entries) implements OfRules {
        @Override
        public List<String> words() {
            List<String> words = new ArrayList<>(List.of("streaming", list.toString(), "set"));
            words.addAll(entries.isEmpty() ? List.of("") : entries);
            return words;
        }

        @Override
        public String action() {
            return "streaming " + list + " set";
        }
    }

    record ChangeRule(StreamRules.Kind list, String entry, boolean there) implements OfRules {
        @Override
        public List<String> words() {
            return List.of("streaming", list.toString(), there ? "add" : "rem", entry);
        }

        @Override
        public String action() {
            return "streaming " + list + (there ? " add" : " rem");
        }
    }

    /** Answers with all adapters. */
    sealed interface OfAdapters extends CliCommand<Map<String, LinkPolicy>> {
        @Override
        default Map<String, LinkPolicy> answer(JsonNode json) throws CliException {
            if (!json.isArray()) {
                throw new CliException(action(), "malformed", "The answer is not the adapters");
            }
            return PolicyReader.policies(json);
        }
    }

    record ShowAdapters() implements OfAdapters {
        @Override
        public List<String> words() {
            return List.of("show", "adapters");
        }

        @Override
        public String action() {
            return "show adapters";
        }
    }

    /** An adapter's type, empty when unknown. */
    record ShowType(String adapter) implements CliCommand<String> {
        @Override
        public List<String> words() {
            return new ShowAdapters().words();
        }

        @Override
        public String action() {
            return new ShowAdapters().action();
        }

        @Override
        public String answer(JsonNode json) {
            for (JsonNode node : json) {
                if (adapter.equals(Lenient.text(node, "adapterID"))) {
                    return Objects.requireNonNullElse(Lenient.text(node, "type"), "");
                }
            }
            return "";
        }
    }

    record SetPriority(String adapter, Priority priority) implements OfAdapters {
        @Override
        public List<String> words() {
            return List.of("adapter", "priority", adapter, priority.toString());
        }

        @Override
        public String action() {
            return "adapter priority";
        }
    }

    record SetDayCap(String adapter, long bytes) implements OfAdapters {
        @Override
        public List<String> words() {
            return List.of("adapter", "datalimit", "daily", adapter, limit(bytes));
        }

        @Override
        public String action() {
            return "adapter datalimit daily";
        }
    }

    record SetMonthCap(String adapter, long bytes, int resetDay) implements OfAdapters {
        @Override
        public List<String> words() {
            return List.of("adapter", "datalimit", "monthly", adapter, limit(bytes), Integer.toString(resetDay));
        }

        @Override
        public String action() {
            return "adapter datalimit monthly";
        }
    }

    record SetOverLimit(String adapter, long bitsPerSecond) implements OfAdapters {
        @Override
        public List<String> words() {
            return List.of("adapter", "overlimitratelimit", adapter, Long.toString(bitsPerSecond));
        }

        @Override
        public String action() {
            return "adapter overlimitratelimit";
        }
    }

    /** Answers with the adapters' own rate limits too, for the unit. */
    record SetRateLimit(String adapter, List<Long> bitsPerSecond) implements CliCommand<RateLimitAnswer> {
        @Override
        public List<String> words() {
            List<String> words = new ArrayList<>(List.of("adapter", "ratelimit", adapter));
            bitsPerSecond.forEach(rate -> words.add(limit(rate)));
            return words;
        }

        @Override
        public String action() {
            return "adapter ratelimit";
        }

        @Override
        public RateLimitAnswer answer(JsonNode json) throws CliException {
            Double read = null;
            for (JsonNode node : json) {
                if (adapter.equals(Lenient.text(node, "adapterID"))) {
                    Double one = Lenient.notNegative(node, "rateLimit");
                    read = one != null ? one : Lenient.notNegative(node.path("rateLimit"), "downloadBps");
                }
            }
            return new RateLimitAnswer(new ShowAdapters().answer(json), read);
        }
    }

    /** @param read the (download) limit as it is read back, null when unknown */
    record RateLimitAnswer(
            Map<String, LinkPolicy> policies, @Nullable Double read) {}

    record ShowServers() implements CliCommand<List<Server>> {
        @Override
        public List<String> words() {
            return List.of("show", "servers");
        }

        @Override
        public String action() {
            return "show servers";
        }

        @Override
        public List<Server> answer(JsonNode json) {
            List<Server> servers = new ArrayList<>();
            for (String list : List.of("private", "public")) {
                for (JsonNode node : json.path(list)) {
                    String tag = Lenient.text(node, "tag");
                    if (tag != null) {
                        servers.add(new Server(
                                tag,
                                Objects.requireNonNullElse(Lenient.text(node, "friendlyName"), tag),
                                Lenient.text(node, "country"),
                                Lenient.text(node, "city"),
                                list.equals("private")));
                    }
                }
            }
            return List.copyOf(servers);
        }
    }

    /** What it answers is seen in the feed as well. */
    record Connect(List<String> place) implements CliCommand<JsonNode> {
        @Override
        public List<String> words() {
            List<String> words = new ArrayList<>(List.of("connect"));
            words.addAll(place);
            return words;
        }

        @Override
        public String action() {
            return "connect";
        }

        @Override
        public JsonNode answer(JsonNode json) {
            return json;
        }

        @Override
        public Duration patience() {
            return Duration.ofSeconds(60);
        }
    }

    record Disconnect() implements CliCommand<JsonNode> {
        @Override
        public List<String> words() {
            return List.of("disconnect");
        }

        @Override
        public String action() {
            return "disconnect";
        }

        @Override
        public JsonNode answer(JsonNode json) {
            return json;
        }
    }

    private static String limit(long value) {
        return value == 0 ? "unlimited" : Long.toString(value);
    }
}
