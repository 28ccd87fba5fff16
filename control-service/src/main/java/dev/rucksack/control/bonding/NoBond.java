package dev.rucksack.control.bonding;

import java.util.List;

/** No bond: the stream goes the way the machine's routes go, and nothing is known of its links. */
public final class NoBond implements Bond {

    private static final Tunnel NONE =
            new Tunnel(Tunnel.Kind.NONE, TunnelState.NONE, null, null, null, null, false, List.of());

    @Override
    public Tunnel tunnel() {
        return NONE;
    }
}
