package dev.rucksack.control.bonding;

/**
 * The bond that is there: {@code bonded} where its program is installed, else what the machine itself says of its
 * links. Changes over by itself when the program comes or goes.
 */
public final class AutoBond implements Bond {

    private final Bond bonded;
    private final Bond plain;

    public AutoBond(Bond bonded, Bond plain) {
        this.bonded = bonded;
        this.plain = plain;
    }

    /** Whether there is no bonding program, so that the plain links are what there is. */
    public static boolean isAbsent(Tunnel tunnel) {
        return tunnel.state() == TunnelState.NOT_INSTALLED;
    }

    @Override
    public Tunnel tunnel() {
        Tunnel tunnel = bonded.tunnel();
        if (!isAbsent(tunnel)) {
            return tunnel;
        }
        Tunnel links = plain.tunnel();
        return new Tunnel(
                links.kind(), tunnel.state(), null, null, tunnel.sentence(), null, links.fresh(), links.links());
    }
}
