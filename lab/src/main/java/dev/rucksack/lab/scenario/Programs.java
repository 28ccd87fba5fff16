package dev.rucksack.lab.scenario;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Programs of the system that do one thing and end. */
final class Programs {

    private Programs() {}

    /**
     * Runs it to its end.
     *
     * @return what it said
     * @throws IOException when it fails, with the command and what it said
     */
    static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + said.strip());
        }
        return said;
    }
}
