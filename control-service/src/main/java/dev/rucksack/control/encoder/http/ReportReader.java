package dev.rucksack.control.encoder.http;

import dev.rucksack.control.encoder.EncoderReport;
import dev.rucksack.control.encoder.EncoderReport.Remark;
import dev.rucksack.control.encoder.Wanted;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the encoder's report. Fields of later versions are kept, missing ones are unknown, wrong ones are missing. */
final class ReportReader {

    private static final TypeReference<Map<String, @Nullable Object>> WHOLE = new TypeReference<>() {};

    private final JsonMapper json;

    ReportReader(JsonMapper json) {
        this.json = json;
    }

    /** The report, or nothing if the text is none: no object, or without boot, sequence or state. */
    Optional<EncoderReport> read(String text) {
        try {
            JsonNode tree = json.readTree(text);
            String boot = string(tree, "boot");
            String state = string(tree, "state");
            if (boot == null || state == null || !tree.path("sequence").isIntegralNumber()) {
                return Optional.empty();
            }
            JsonNode order = tree.path("order");
            return Optional.of(new EncoderReport(
                    boot,
                    tree.path("sequence").asLong(),
                    state,
                    tree.path("onAir").asBoolean(false),
                    order.path("revision").asLong(0),
                    Optional.ofNullable(string(order, "wanted"))
                            .flatMap(Wanted::of)
                            .orElse(null),
                    remark(tree.path("fault")),
                    remarks(tree.path("cautions")),
                    string(tree.path("destination"), "name"),
                    ingest(tree.path("destination")),
                    Collections.unmodifiableMap(json.convertValue(tree, WHOLE))));
        } catch (JacksonException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static EncoderReport.@Nullable Ingest ingest(JsonNode destination) {
        String host = string(destination, "host");
        int port = destination.path("port").asInt(0);
        return host == null || host.isBlank() || port < 1 || port > 65_535
                ? null
                : new EncoderReport.Ingest(host, port);
    }

    private static List<Remark> remarks(JsonNode list) {
        List<Remark> remarks = new ArrayList<>();
        for (JsonNode node : list) {
            Remark remark = remark(node);
            if (remark != null) {
                remarks.add(remark);
            }
        }
        return List.copyOf(remarks);
    }

    private static @Nullable Remark remark(JsonNode node) {
        String code = string(node, "code");
        String sentence = string(node, "sentence");
        if (code == null) {
            return null;
        }
        return new Remark(
                code,
                sentence == null ? code : sentence,
                string(node, "advice"),
                string(node, "fix"),
                node.path("retryable").asBoolean(false));
    }

    private static @Nullable String string(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isString() ? value.asString() : null;
    }
}
