package dev.rucksack.control.bonding.speedify;

/** What the feed's {@code sendBps} counts: its users disagree, most measured bits. */
public enum RateUnit {
    BITS,
    BYTES,
    /** As {@link #BITS} until the interfaces' own counters say which it is. */
    AUTO
}
