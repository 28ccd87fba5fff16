package dev.rucksack.control.bonding;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tunnels and links for tests. */
public final class Tunnels {

    private Tunnels() {}

    public static Tunnel speedify(TunnelState state, Link... links) {
        return speedify(state, Instant.EPOCH, links);
    }

    public static Tunnel speedify(TunnelState state, @Nullable Instant heard, Link... links) {
        return new Tunnel(Tunnel.Kind.SPEEDIFY, state, "de-frankfurt-7", "16.4", null, heard, true, List.of(links));
    }

    /** Speedify, of whose links nothing fresh is known. */
    public static Tunnel stale(TunnelState state) {
        return new Tunnel(Tunnel.Kind.SPEEDIFY, state, null, null, null, null, false, List.of());
    }

    public static Tunnel kernel(Link... links) {
        return new Tunnel(Tunnel.Kind.KERNEL, TunnelState.NONE, null, null, null, null, true, List.of(links));
    }

    public static Link link(String name, boolean up) {
        return link(name, up, LinkHealth.UNKNOWN);
    }

    public static Link link(String name, boolean up, LinkHealth health, DataCap... caps) {
        return link(name, up ? Link.Standing.connected(true) : Link.Standing.down(null), health, caps);
    }

    public static Link link(String name, Link.Standing standing, LinkHealth health, DataCap... caps) {
        return new Link(name, List.of("name " + name), name, "Cellular", standing, health, List.of(caps), null, null);
    }

    /** A link of which only the loss on the way out is known. */
    public static LinkHealth losing(double ratio) {
        return new LinkHealth(null, null, ratio, null, null, null, null, null, null, null);
    }
}
