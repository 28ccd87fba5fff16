package dev.rucksack.control.bonding;

/** Whatever bonds the links, or does not. */
public interface Bond {

    /** The tunnel as last known; never waits for the bond. */
    Tunnel tunnel();
}
