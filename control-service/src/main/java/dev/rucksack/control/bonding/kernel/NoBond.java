package dev.rucksack.control.bonding.kernel;

import dev.rucksack.control.bonding.Bond;
import dev.rucksack.control.bonding.Tunnel;
import dev.rucksack.control.bonding.TunnelState;
import java.util.List;

/** No bond: the stream goes the way the machine's routes go, and nothing is known of its links. */
public final class NoBond implements Bond {

    private static final Tunnel NONE =
            new Tunnel(Tunnel.Kind.NONE, TunnelState.UNKNOWN, null, null, null, null, List.of());

    @Override
    public Tunnel tunnel() {
        return NONE;
    }
}
