package dev.rucksack.control.bonding.speedify;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads fields whose types vary between versions: numbers as integer, float or text, booleans as 0 and 1. Absent, null
 * or of another type is unknown.
 */
final class Lenient {

    private Lenient() {}

    static @Nullable Double number(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (value.isNumber()) {
            return finite(value.asDouble());
        }
        if (value.isString()) {
            try {
                return finite(Double.parseDouble(value.asString().strip()));
            } catch (NumberFormatException e) {
                return null;
            }
        }
        return null;
    }

    /** A number above zero; zero and less mean "not measured". */
    static @Nullable Double positive(JsonNode node, String field) {
        Double value = number(node, field);
        return value == null || value <= 0 ? null : value;
    }

    /** A number of at least zero; less means "not measured". */
    static @Nullable Double notNegative(JsonNode node, String field) {
        Double value = number(node, field);
        return value == null || value < 0 ? null : value;
    }

    static @Nullable Boolean truth(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (value.isBoolean()) {
            return value.asBoolean();
        }
        return value.isNumber() ? (Boolean) (value.asDouble() != 0) : null;
    }

    static @Nullable String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isString() && !value.asString().isBlank() ? value.asString() : null;
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
