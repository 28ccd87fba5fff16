package dev.rucksack.control.bonding;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Data used in one period against its limit.
 *
 * @param period {@code day} or {@code month}
 * @param limitBytes null without a limit
 */
public record DataCap(
        Period period, long usedBytes, @Nullable Long limitBytes) {

    /** What the bytes are counted over. Its {@link #toString()} is the metrics' label. */
    public enum Period {
        DAY,
        MONTH;

        private final String word = name().toLowerCase(Locale.ROOT);

        @Override
        public String toString() {
            return word;
        }
    }

    /** Used part of the limit, 1 when it is reached; empty without a limit. */
    public Optional<Double> usedRatio() {
        Long limit = limitBytes;
        return limit == null || limit <= 0 ? Optional.empty() : Optional.of((double) usedBytes / limit);
    }

    public boolean reached() {
        return usedRatio().filter(ratio -> ratio >= 1).isPresent();
    }
}
