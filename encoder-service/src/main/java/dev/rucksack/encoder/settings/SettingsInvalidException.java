package dev.rucksack.encoder.settings;

import java.util.List;

/** Settings that cannot be taken; nothing was changed. */
public final class SettingsInvalidException extends Exception {

    private static final long serialVersionUID = 1;

    /**
     * One field that is wrong.
     *
     * @param field its path: {@code capture.width}
     * @param detail one sentence that says what to do
     */
    public record Violation(String field, String detail) {}

    private final transient List<Violation> violations;

    public SettingsInvalidException(List<Violation> violations) {
        super(violations.get(0).field() + ": " + violations.get(0).detail());
        this.violations = List.copyOf(violations);
    }

    /** At least one. */
    public List<Violation> violations() {
        return violations;
    }
}
