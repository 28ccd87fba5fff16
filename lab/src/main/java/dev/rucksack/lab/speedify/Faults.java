package dev.rucksack.lab.speedify;

/** What is wrong with the daemon. Fields are volatile: set by the lab, read by every call. */
final class Faults {

    volatile boolean down;
    volatile String downText = "Could not connect to Speedify";
    volatile boolean hung;
    /** Every n-th call ends with code 3841; 0 for none. */
    volatile int timeoutEvery;
}
