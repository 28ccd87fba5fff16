package dev.rucksack.control.bonding;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One way to the internet: an adapter of the bond, or an interface of the machine.
 *
 * @param id what the bond calls it; with both bonds of Linux its interface's name
 * @param identity by what it is known again under another interface name; empty when nothing lasting is known of it
 * @param name the operator's name for it, else its interface's; no two links of a tunnel share one
 * @param type {@code Cellular}, {@code Phone}, {@code Wi-Fi}, {@code Ethernet} …, null when unknown
 * @param standing whether it is connected, and whether the stream can go and goes over it
 * @param caps data used, by period; at most one each
 * @param sentBytes bytes its interface sent since it appeared, null when unknown
 * @param policy what is wished of it, null where nothing can be wished
 */
public record Link(
        String id,
        List<String> identity,
        String name,
        @Nullable String type,
        Standing standing,
        LinkHealth health,
        List<DataCap> caps,
        @Nullable Long sentBytes,
        @Nullable Long receivedBytes,
        @Nullable LinkPolicy policy) {

    /** A link of which nothing can be wished. */
    public Link(
            String id,
            List<String> identity,
            String name,
            @Nullable String type,
            Standing standing,
            LinkHealth health,
            List<DataCap> caps,
            @Nullable Long sentBytes,
            @Nullable Long receivedBytes) {
        this(id, identity, name, type, standing, health, caps, sentBytes, receivedBytes, null);
    }

    /**
     * How a link stands.
     *
     * @param up whether it is connected, into the bond or to its network
     * @param usable whether the stream could go over it now
     * @param carrying whether the stream goes over it now
     * @param captive whether its network wants a sign-in page; null when nobody has looked
     * @param trouble what is wrong with it beside its figures, in a few words; null for nothing
     * @param transport what its own connection to the bond is made of; null when unknown
     */
    public record Standing(
            boolean up,
            boolean usable,
            boolean carrying,
            @Nullable Boolean captive,
            @Nullable String trouble,
            @Nullable Transport transport) {

        /** A standing of which nothing is known of a connection to a bond. */
        public Standing(
                boolean up, boolean usable, boolean carrying, @Nullable Boolean captive, @Nullable String trouble) {
            this(up, usable, carrying, captive, trouble, null);
        }

        /** Connected, and nothing else known. */
        public static Standing connected(boolean carrying) {
            return new Standing(true, carrying, carrying, null, null);
        }

        /** Not connected. */
        public static Standing down(@Nullable String trouble) {
            return new Standing(false, false, false, null, trouble);
        }
    }

    public Link {
        identity = List.copyOf(identity);
        caps = List.copyOf(caps);
    }

    public boolean up() {
        return standing.up();
    }

    public boolean carrying() {
        return standing.carrying();
    }

    public boolean captive() {
        return Boolean.TRUE.equals(standing.captive());
    }

    /** The same link by another name. */
    public Link named(String other) {
        return new Link(id, identity, other, type, standing, health, caps, sentBytes, receivedBytes, policy);
    }

    /** The cap that matters: the one nearest to its limit; without limits the longest period. */
    public Optional<DataCap> tightestCap() {
        return caps.stream()
                .max(Comparator.<DataCap, Double>comparing(
                                cap -> cap.usedRatio().orElse(-1.0))
                        .thenComparing(DataCap::period));
    }
}
