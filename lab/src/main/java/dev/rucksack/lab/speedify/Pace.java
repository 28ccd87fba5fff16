package dev.rucksack.lab.speedify;

/** How fast this Speedify is. Set by the lab, read by every call. */
final class Pace {

    /** Between two looks at the links, and two rounds of events of the feed. */
    volatile long tickMillis = 1000;

    /** From the order to connect to the tunnel. */
    volatile long connectMillis = 300;

    /** How long a speed test takes. */
    volatile long testMillis = 200;
}
