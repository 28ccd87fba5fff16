package dev.rucksack.encoder.broadcast;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One law of the books with its terms, for people.
 *
 * @param words the same in one sentence
 * @param left terms whose sum must be that of {@code right}, in the order in which they are written
 */
public record Equation(String words, Map<String, Long> left, Map<String, Long> right) {

    /** {@code ticks = encoded + dropped{encode} + in{encoder}}. */
    public String formula() {
        return sum(left) + " = " + sum(right);
    }

    public boolean balanced() {
        return total(left) == total(right);
    }

    private static String sum(Map<String, Long> terms) {
        return terms.keySet().stream().collect(Collectors.joining(" + "));
    }

    private static long total(Map<String, Long> terms) {
        return terms.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Terms in order: name, value, name, value. */
    static Map<String, Long> terms(Object... namesAndValues) {
        Map<String, Long> terms = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            terms.put((String) namesAndValues[i], (Long) namesAndValues[i + 1]);
        }
        return terms;
    }
}
