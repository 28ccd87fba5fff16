package dev.rucksack.lab.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LifelineIT {

    /** Says its process id, then waits. */
    private static final List<String> WAITER = List.of("/bin/sh", "-c", "echo $$; exec sleep 1000");

    /** The same, deaf to TERM. */
    private static final List<String> STUBBORN =
            List.of("/bin/sh", "-c", "trap '' TERM; echo $$; while :; do sleep 1; done");

    @Test
    void theExitCodeIsTheChilds() throws Exception {
        Process process = Lifeline.builder(List.of("/bin/sh", "-c", "exit 7")).start();
        assertThat(process.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(7);
    }

    @Test
    void theChildEndsWhenOurEndCloses() throws Exception {
        Process process = Lifeline.builder(WAITER).start();
        ProcessHandle child = child(process);
        process.getOutputStream().close();
        await().until(() -> !Alive.isRunning(child) && !process.isAlive());
    }

    @Test
    void theChildEndsWithTheShellThatWatchesIt() throws Exception {
        Process process = Lifeline.builder(WAITER).start();
        ProcessHandle child = child(process);
        // The child may have spoken before its shell has come to start the watch
        await().until(() -> process.children().count() == 2);
        process.toHandle().destroyForcibly();
        process.getOutputStream().close();
        await().until(() -> !Alive.isRunning(child));
    }

    @Test
    void aTermIsPassedOn() throws Exception {
        Process process = Lifeline.builder(WAITER).start();
        ProcessHandle child = child(process);
        process.toHandle().destroy();
        await().until(() -> !Alive.isRunning(child) && !process.isAlive());
        assertThat(process.exitValue()).isEqualTo(143);
    }

    @Test
    void whoDoesNotHearATermIsKilled() throws Exception {
        Process process = Lifeline.builder(STUBBORN).start();
        ProcessHandle child = child(process);
        Lifeline.end(process);
        assertThat(Alive.isRunning(child)).isFalse();
        assertThat(process.isAlive()).isFalse();
    }

    private static ProcessHandle child(Process process) throws Exception {
        BufferedReader reader = process.inputReader();
        return ProcessHandle.of(Long.parseLong(reader.readLine())).orElseThrow();
    }
}
