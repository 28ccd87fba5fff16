package dev.rucksack.lab.speedify;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** How a version prints documents. No library's printer does any but the first. */
enum PrintStyle {

    /** {@code -s}: one line, nothing after colon and comma. */
    COMPACT {
        @Override
        String print(Object document) {
            return Json.compact(document);
        }
    },

    /** Up to 12: a tab after the colon, braces and brackets where they open. */
    TABBED {
        @Override
        String print(Object document) {
            StringBuilder out = new StringBuilder();
            tabbed(document, 0, out);
            return out.toString();
        }
    },

    /** 13 to 15.6: an event's name on the first line, then its payload, then the bracket. */
    NAME_FIRST {
        @Override
        String print(Object document) {
            return document instanceof List<?> list && list.size() == 2 && list.get(0) instanceof String name
                    ? "[" + Json.compact(name) + ",\n" + SPACED.print(list.get(1)) + "\n]"
                    : SPACED.print(document);
        }
    },

    /** Since 15.7: blanks around the colon, every brace and bracket on a line of its own. */
    SPACED {
        @Override
        String print(Object document) {
            StringBuilder out = new StringBuilder();
            spaced(document, 0, out);
            return out.toString();
        }
    };

    abstract String print(Object document);

    static PrintStyle of(Version version, boolean singleLine) {
        if (singleLine) {
            return COMPACT;
        }
        return version.atLeast(15, 7) ? SPACED : version.atLeast(13, 0) ? NAME_FIRST : TABBED;
    }

    private static void spaced(Object value, int depth, StringBuilder out) {
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            out.append("{\n");
            Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
            while (entries.hasNext()) {
                Map.Entry<?, ?> entry = entries.next();
                out.append(tabs(depth + 1)).append(Json.compact(entry.getKey())).append(" :");
                out.append(isFilled(entry.getValue()) ? "\n" + tabs(depth + 1) : " ");
                spaced(entry.getValue(), depth + 1, out);
                out.append(entries.hasNext() ? ",\n" : "\n");
            }
            out.append(tabs(depth)).append('}');
        } else if (value instanceof List<?> list && !list.isEmpty()) {
            out.append("[\n");
            Iterator<?> children = list.iterator();
            while (children.hasNext()) {
                out.append(tabs(depth + 1));
                spaced(children.next(), depth + 1, out);
                out.append(children.hasNext() ? ",\n" : "\n");
            }
            out.append(tabs(depth)).append(']');
        } else {
            out.append(Json.compact(value));
        }
    }

    private static void tabbed(Object value, int depth, StringBuilder out) {
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            out.append("{\n");
            Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
            while (entries.hasNext()) {
                Map.Entry<?, ?> entry = entries.next();
                out.append(tabs(depth + 1)).append(Json.compact(entry.getKey())).append(":\t");
                tabbed(entry.getValue(), depth + 1, out);
                out.append(entries.hasNext() ? ",\n" : "\n");
            }
            out.append(tabs(depth)).append('}');
        } else if (value instanceof List<?> list) {
            out.append('[');
            Iterator<?> children = list.iterator();
            while (children.hasNext()) {
                tabbed(children.next(), depth + 1, out);
                out.append(children.hasNext() ? ", " : "");
            }
            out.append(']');
        } else {
            out.append(Json.compact(value));
        }
    }

    private static boolean isFilled(Object value) {
        return value instanceof Map<?, ?> map && !map.isEmpty() || value instanceof List<?> list && !list.isEmpty();
    }

    private static String tabs(int depth) {
        return "\t".repeat(depth);
    }
}
