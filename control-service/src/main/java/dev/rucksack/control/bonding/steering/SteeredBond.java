package dev.rucksack.control.bonding.steering;

import dev.rucksack.control.bonding.Bond;
import dev.rucksack.control.bonding.Steered;
import dev.rucksack.control.bonding.Tunnel;
import java.util.function.Supplier;

/** A bond that tells how it is set, while there is one that answers. */
public final class SteeredBond implements Bond {

    private final Bond bond;
    private final Supplier<Steered> how;

    public SteeredBond(Bond bond, Supplier<Steered> how) {
        this.bond = bond;
        this.how = how;
    }

    @Override
    public Tunnel tunnel() {
        Tunnel tunnel = bond.tunnel();
        return tunnel.steerable() ? tunnel.with(how.get()) : tunnel;
    }
}
