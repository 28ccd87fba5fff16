package dev.rucksack.encoder.stream;

import java.util.Map;

/**
 * Something that is wrong, in words for a person on the street.
 *
 * @param code the same word everywhere
 * @param sentence what is so and what viewers get
 * @param advice what to do, as an order
 */
public record Fault(FaultCode code, String sentence, String advice) {

    /** A fault whose sentence has no parameters, or is content with their general words ("the ingest"). */
    public static Fault of(FaultCode code) {
        return of(code, Map.of());
    }

    /**
     * A fault with the operator's own names in its sentence.
     *
     * @param names what stands in the sentence's braces: {@code service}, {@code link}, {@code mode} ("1080p60"),
     *     {@code n} (a number), {@code file}, {@code encoder}
     */
    public static Fault of(FaultCode code, Map<String, String> names) {
        FaultSentences.Text text = FaultSentences.ENGLISH.text(code);
        return new Fault(code, FaultSentences.fill(text.sentence(), names), FaultSentences.fill(text.advice(), names));
    }

    /** A fault with one name in its sentence, as {@link #of(FaultCode, Map)}. */
    public static Fault of(FaultCode code, String name, String value) {
        return of(code, Map.of(name, value));
    }

    public boolean retryable() {
        return code.retryable();
    }

    public Fix fix() {
        return code.fix();
    }
}
