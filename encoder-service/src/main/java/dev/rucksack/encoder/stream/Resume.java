package dev.rucksack.encoder.stream;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of an order to go live that stood when the service ended, if there was one.
 *
 * @param age of the last proof of life, null where it cannot be told
 * @param proof from which to go on; null unless the verdict {@linkplain Verdict#resumes() resumes}
 */
public record Resume(
        Verdict verdict, @Nullable Duration age, @Nullable LifeProof proof) {

    /** Whether to go live again, and why. */
    public enum Verdict {
        /** The last order was to be idle. It never resumes. */
        NOT_WANTED,
        /** The last sign of life is young enough. */
        RESUMED,
        /** Nobody can tell how old it is; that is believed once. */
        RESUMED_ONCE,
        TOO_OLD,
        /** Nobody can tell how old it is, and it has been believed once already. */
        SPENT,
        /** There is an order, but no sign that it was being carried out. */
        NO_PROOF,
        /** Resuming is switched off. */
        OFF;

        public boolean resumes() {
            return this == RESUMED || this == RESUMED_ONCE;
        }

        /** The word in API and log. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static final Resume NOT_WANTED = new Resume(Verdict.NOT_WANTED, null, null);

    static Resume no(Verdict why, Optional<Duration> age) {
        return new Resume(why, age.orElse(null), null);
    }

    /** One plain sentence; empty if there was nothing to resume. */
    public String sentence() {
        return switch (verdict) {
            case NOT_WANTED -> "";
            case RESUMED -> "Live again by itself after a restart, " + seconds() + " after the last sign of life.";
            case RESUMED_ONCE -> "Live again by itself after a restart; the pack did not know how long it was gone.";
            case TOO_OLD ->
                "Not live again after a restart: the last sign of life was " + seconds() + " old. Press to go live.";
            case SPENT ->
                "Not live again after a restart: the pack does not know how long it was gone. Press to go live.";
            case NO_PROOF ->
                "Not live again after a restart: nothing tells that the stream was running. Press to go live.";
            case OFF -> "Not live again after a restart: that is switched off. Press to go live.";
        };
    }

    private String seconds() {
        return age == null ? "some time" : age.toSeconds() + " s";
    }
}
