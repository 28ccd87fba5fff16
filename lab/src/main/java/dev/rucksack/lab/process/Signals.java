package dev.rucksack.lab.process;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;

/** Signals that Java cannot send by itself; numbers as in signal(7) for x86 and ARM. */
public final class Signals {

    private static final int SIGKILL = 9;
    private static final int SIGCONT = 18;
    private static final int SIGSTOP = 19;

    /** One call of the C library. */
    interface Kill extends Library {
        int kill(int pid, int signal) throws LastErrorException;
    }

    private static final Kill C = Native.load("c", Kill.class);

    private Signals() {}

    /** Ends a process at once; one that has ended is left alone. */
    public static void kill(long pid) {
        send(pid, SIGKILL);
    }

    /** Holds a process where it is, as a hung driver does; one that has ended is left alone. */
    public static void stop(long pid) {
        send(pid, SIGSTOP);
    }

    /** Lets a held process go on; one that has ended is left alone. */
    public static void go(long pid) {
        send(pid, SIGCONT);
    }

    private static void send(long pid, int signal) {
        if (pid <= 1) {
            throw new IllegalArgumentException("Not a child of ours: " + pid);
        }
        try {
            C.kill((int) pid, signal);
        } catch (LastErrorException e) {
            if (ProcessHandle.of(pid).isPresent()) {
                throw e;
            }
        }
    }
}
