package dev.rucksack.lab.speedify;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What is wrong with the daemon and the program. Set by the lab, read by every call. */
final class Faults {

    volatile boolean down;
    volatile String downText = "Could not connect to Speedify";
    /** How long a call takes to find out that the daemon is down. */
    volatile long downMillis;

    volatile boolean hung;
    /** Every n-th call ends with code 3841; 0 for none. */
    volatile int timeoutEvery;
    /** Errors are printed on stdout, as some versions may. */
    volatile boolean errorsOnStdout;

    /** What is wrong with the text of every feed. */
    final Set<Damage> damage = ConcurrentHashMap.newKeySet();
    /** The feed's rates are in bytes per second. */
    volatile boolean ratesInBytes;
    /** Each adapter has an old row and one of a proxy beside its own. */
    volatile boolean doubledRows;

    /** Nothing is wrong any more. */
    void clear() {
        down = false;
        downMillis = 0;
        hung = false;
        timeoutEvery = 0;
        errorsOnStdout = false;
        damage.clear();
        ratesInBytes = false;
        doubledRows = false;
    }
}
