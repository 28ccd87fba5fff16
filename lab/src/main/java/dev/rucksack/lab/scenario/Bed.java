package dev.rucksack.lab.scenario;

import dev.rucksack.lab.process.Lifeline;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A private bed for faults: namespaces of network, mounts and processes. What is narrowed, dropped and killed in it touches
 * nothing outside, and nothing in it survives. Root, or a kernel that lets anyone have a user namespace.
 */
final class Bed {

    private static final String INSIDE = "RUCKSACK_LAB_BED";
    // The first process of a process namespace must bury orphans: a shell does, a JVM does not
    private static final String FIRST = "ip link set lo up || exit 3; \"$@\" & wait $!";

    private Bed() {}

    /** Whether this process is in it. */
    static boolean isInside() {
        return System.getenv(INSIDE) != null;
    }

    /** Runs this very command again, inside. Returns its exit code. */
    static int enter() throws IOException, InterruptedException {
        ProcessHandle.Info self = ProcessHandle.current().info();
        List<String> command = new ArrayList<>(List.of("unshare"));
        if (!"root".equals(System.getProperty("user.name"))) {
            command.add("--map-root-user");
        }
        command.addAll(List.of(
                "--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "/bin/sh", "-c", FIRST, "bed"));
        command.add(self.command().orElseThrow());
        command.addAll(Arrays.asList(self.arguments().orElseThrow()));
        ProcessBuilder builder = Lifeline.builder(command);
        builder.environment().put(INSIDE, "yes");
        builder.redirectOutput(ProcessBuilder.Redirect.INHERIT).redirectError(ProcessBuilder.Redirect.INHERIT);
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> Lifeline.end(process), "lab-bed-end"));
        return process.waitFor();
    }
}
