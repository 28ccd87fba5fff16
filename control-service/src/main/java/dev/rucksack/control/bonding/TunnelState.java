package dev.rucksack.control.bonding;

import java.util.Locale;

/** Where the bond is. Its {@link #toString()} is the word on the wire. */
public enum TunnelState {
    /** No bond is wanted. */
    NONE,
    /** There is no bonding program on this machine. */
    NOT_INSTALLED,
    /** It is installed, its daemon does not answer. */
    UNREACHABLE,
    LOGGED_OUT,
    LOGGING_IN,
    /** Signed in, tunnel down on purpose. */
    LOGGED_IN,
    CONNECTING,
    CONNECTED,
    DISCONNECTING,
    /** The account's volume is used up. */
    OVERLIMIT,
    UNKNOWN;

    private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

    @Override
    public String toString() {
        return word;
    }
}
