package dev.rucksack.control.bonding;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The bond as last known: immutable.
 *
 * @param server where it ends, null when unknown
 * @param version the bonding program's, null when unknown
 * @param sentence one plain sentence about a state that needs one, else null
 * @param lastEventAt when the bond last said anything, null if it never did or has no voice of its own
 * @param fresh whether {@code links} is what is so; false while nothing young enough is known of them
 * @param links in the bond's own order; empty while nothing fresh is known of them
 * @param steered how it is set, null for a bond that cannot be steered or does not answer
 * @param health what it says of itself as a whole, null for a bond that says nothing
 */
public record Tunnel(
        Kind kind,
        TunnelState state,
        @Nullable String server,
        @Nullable String version,
        @Nullable String sentence,
        @Nullable Instant lastEventAt,
        boolean fresh,
        List<Link> links,
        @Nullable Steered steered,
        @Nullable TunnelHealth health) {

    /** A tunnel that cannot be steered and says nothing of itself. */
    public Tunnel(
            Kind kind,
            TunnelState state,
            @Nullable String server,
            @Nullable String version,
            @Nullable String sentence,
            @Nullable Instant lastEventAt,
            boolean fresh,
            List<Link> links) {
        this(kind, state, server, version, sentence, lastEventAt, fresh, links, null, null);
    }

    /** What makes the bond. Its {@link #toString()} is the word on the wire. */
    public enum Kind {
        SPEEDIFY,
        KERNEL,
        NONE;

        private final String word = name().toLowerCase(Locale.ROOT);

        @Override
        public String toString() {
            return word;
        }
    }

    public Tunnel {
        links = List.copyOf(links);
    }

    /** The same tunnel with its links told otherwise. */
    public Tunnel with(List<Link> others) {
        return new Tunnel(kind, state, server, version, sentence, lastEventAt, fresh, others, steered, health);
    }

    /** The same tunnel, with how it is set. */
    public Tunnel with(Steered how) {
        return new Tunnel(kind, state, server, version, sentence, lastEventAt, fresh, links, how, health);
    }

    /** The same tunnel, with what it says of itself. */
    public Tunnel with(TunnelHealth said) {
        return new Tunnel(kind, state, server, version, sentence, lastEventAt, fresh, links, steered, said);
    }

    /** Whether there is a bond that answers and can be told what to do. */
    public boolean steerable() {
        return kind == Kind.SPEEDIFY
                && switch (state) {
                    case NONE, NOT_INSTALLED, UNREACHABLE, UNKNOWN -> false;
                    default -> true;
                };
    }
}
