package dev.rucksack.lab.speedify;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** JSON values as maps with their keys in alphabetical order, lists, texts, numbers; and their compact form. */
final class Json {

    private Json() {}

    /** An object from keys and values in turn. */
    static Map<String, Object> object(Object... keysAndValues) {
        Map<String, Object> result = new TreeMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            result.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return result;
    }

    static String text(Object object, String key) {
        return (String) member(object, key);
    }

    @SuppressWarnings("unchecked")
    static List<Object> list(Object object, String key) {
        return (List<Object>) member(object, key);
    }

    static Object member(Object object, String key) {
        return Objects.requireNonNull(((Map<?, ?>) object).get(key), key);
    }

    static String compact(Object value) {
        StringBuilder out = new StringBuilder();
        compact(value, out);
        return out.toString();
    }

    private static void compact(Object value, StringBuilder out) {
        if (value instanceof Map<?, ?> map) {
            out.append('{');
            String comma = "";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.append(comma);
                scalar(entry.getKey(), out);
                out.append(':');
                compact(entry.getValue(), out);
                comma = ",";
            }
            out.append('}');
        } else if (value instanceof List<?> list) {
            out.append('[');
            String comma = "";
            for (Object child : list) {
                out.append(comma);
                compact(child, out);
                comma = ",";
            }
            out.append(']');
        } else {
            scalar(value, out);
        }
    }

    private static void scalar(Object value, StringBuilder out) {
        if (value instanceof Double number) {
            String plain = new BigDecimal(number.toString()).toPlainString();
            out.append(plain.contains(".") ? plain : plain + ".0");
        } else if (value instanceof Number || value instanceof Boolean) {
            out.append(value);
        } else {
            out.append('"');
            for (char c : value.toString().toCharArray()) {
                if (c == '"' || c == '\\') {
                    out.append('\\').append(c);
                } else if (c < ' ') {
                    out.append(String.format("\\u%04x", (int) c));
                } else {
                    out.append(c);
                }
            }
            out.append('"');
        }
    }
}
