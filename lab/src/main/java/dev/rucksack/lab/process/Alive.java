package dev.rucksack.lab.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether a process still does anything. {@link ProcessHandle#isAlive} says yes of one that has ended and that its parent has not
 * collected, for as long as it is not collected; where the first process of a machine collects nothing (a container without an
 * init), that is for ever.
 */
public final class Alive {

    private Alive() {}

    /** False once it has ended, collected or not. */
    public static boolean isRunning(ProcessHandle process) {
        return process.isAlive() && !ended(process.pid());
    }

    /** State Z or X in field 3 of {@code /proc/PID/stat} (man 5 proc); its name in field 2 may hold blanks and brackets. */
    private static boolean ended(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            char state = stat.charAt(stat.lastIndexOf(')') + 2);
            return state == 'Z' || state == 'X';
        } catch (IOException e) {
            return false; // not Linux, or it went just now: the caller has asked Java, too
        }
    }
}
