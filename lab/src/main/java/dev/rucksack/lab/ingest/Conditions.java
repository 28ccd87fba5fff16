package dev.rucksack.lab.ingest;

/** How the ingest behaves at present; set by the lab, read by every session. */
final class Conditions {

    /** Reads no further than this many bits per second; 0 is as fast as they come. */
    volatile long bitsPerSecond;
    /** Reads nothing, answers nothing, keeps the connection. */
    volatile boolean frozen;
    /** Hangs up when a publisher names its stream. */
    volatile boolean refusing;
}
