package dev.rucksack.control.bonding;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One adapter of the bond.
 *
 * @param id what the bond calls it
 * @param name the operator's name for it, else its interface's
 * @param type {@code Cellular}, {@code Wi-Fi} …, null when unknown
 * @param up whether it is connected into the bond
 * @param carrying whether it carries traffic now
 * @param caps data used, by period; at most one each
 * @param sentBytes bytes its interface sent since it appeared, null when unknown
 */
public record Link(
        String id,
        String name,
        @Nullable String type,
        boolean up,
        boolean carrying,
        LinkHealth health,
        List<DataCap> caps,
        @Nullable Long sentBytes,
        @Nullable Long receivedBytes) {

    public Link {
        caps = List.copyOf(caps);
    }

    /** The cap that matters: the one nearest to its limit; without limits the longest period. */
    public Optional<DataCap> tightestCap() {
        return caps.stream()
                .max(Comparator.<DataCap, Double>comparing(
                                cap -> cap.usedRatio().orElse(-1.0))
                        .thenComparing(DataCap::period));
    }
}
