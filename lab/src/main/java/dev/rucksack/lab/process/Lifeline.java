package dev.rucksack.lab.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Starts children that end with this process, however it ends: a shell between us and the child holds our end of its
 * standard input, and ends the child (TERM, after five seconds KILL) when that closes. The exit code is the child's.
 *
 * <p>The child itself gets an empty standard input. One gap is known: a shell that is killed with KILL within the millisecond
 * between its starting the child and its starting the watch leaves the child alone.
 */
public final class Lifeline {

    /** How long a child has between TERM and KILL. */
    public static final int GRACE_SECONDS = 5;

    private static final String SCRIPT = """
            exec 3<&0
            child=
            end() {
                trap ':' TERM
                told=yes
                [ -n "$child" ] || return
                kill -TERM "$child" 2>/dev/null
                {
                    sleep %d & nap=$!
                    trap 'kill "$nap"; exit' TERM
                    wait "$nap"
                    kill -KILL "$child"
                } 3<&- >/dev/null 2>&1 &
                killer=$!
            }
            told=no
            trap 'end' TERM
            trap ':' INT HUP
            "$@" </dev/null 3<&- &
            child=$!
            [ "$told" = no ] || end
            shell=$$
            { trap - TERM; while read -r _; do :; done; kill -TERM "$shell" "$child"; } <&3 >/dev/null 2>&1 &
            watch=$!
            exec 3<&-
            code=143
            while :; do
                wait "$child"
                code=$?
                kill -0 "$child" 2>/dev/null || break
            done
            kill "$watch" ${killer:-} 2>/dev/null
            exit "$code"
            """.formatted(GRACE_SECONDS);

    private Lifeline() {}

    /** A builder for the command; do not redirect its standard input. */
    public static ProcessBuilder builder(List<String> command) {
        List<String> wrapped = new ArrayList<>(List.of("/bin/sh", "-c", SCRIPT, "lifeline"));
        wrapped.addAll(command);
        return new ProcessBuilder(wrapped);
    }

    /** Ends a child and waits until it has gone. */
    public static void end(Process process) {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            process.destroy(); // the pipe broke: it is going already
        }
        try {
            if (!process.waitFor(GRACE_SECONDS + 2L, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
