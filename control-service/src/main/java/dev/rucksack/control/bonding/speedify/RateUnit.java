package dev.rucksack.control.bonding.speedify;

/** What the feed's {@code sendBps} counts: its users disagree, most measured bits. */
public enum RateUnit {
    BITS(1),
    BYTES(8);

    private final int bits;

    RateUnit(int bits) {
        this.bits = bits;
    }

    double toBits(double rate) {
        return rate * bits;
    }
}
