package dev.rucksack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./demo} on a machine with nothing but Java: no ffmpeg, nginx or socat to be found. */
class DemoIT {

    /** What the start script and the lab's shells call, and nothing else. */
    private static final List<String> COMMANDS =
            List.of("sh", "bash", "cat", "dirname", "env", "head", "kill", "mkdir", "rm", "sed", "sleep", "uname");

    @TempDir
    Path directory;

    private final String mark = "E2E_MARK=" + UUID.randomUUID();
    private Path output;
    private Process demo;

    @BeforeEach
    void start() throws IOException {
        Path bare = Files.createDirectory(directory.resolve("bin"));
        for (String command : COMMANDS) {
            Files.createSymbolicLink(bare.resolve(command), find(command));
        }
        output = directory.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(
                        Product.root().resolve("demo").toString(),
                        "--no-build",
                        "--size",
                        "640x360",
                        "--control-port",
                        String.valueOf(Product.freePort()),
                        "--encoder-port",
                        String.valueOf(Product.freePort()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("PATH", bare.toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("E2E_MARK", mark.substring("E2E_MARK=".length()));
        demo = builder.start();
    }

    private static Path find(String command) {
        return Stream.of("/bin", "/usr/bin")
                .map(place -> Path.of(place, command))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    @AfterEach
    void end() {
        demo.destroyForcibly();
        marked().forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void goesLiveByItsKeysAndLeavesNothingWhenKilled() throws Exception {
        awaitOutput("/pair?code=");
        type("a");
        awaitOutput("live, on air");
        awaitOutput("lamp     live");
        type("b");
        awaitOutput("lamp     idle");
        type("a");
        Awaitility.await("live again").atMost(Product.PATIENCE).until(() -> count("lamp     live") == 2);
        assertThat(marked()).hasSizeGreaterThan(5);

        demo.destroyForcibly();

        awaitNothingLeft();
    }

    @Test
    void leavesNothingWhenToldToEnd() throws Exception {
        awaitOutput("/pair?code=");
        type("a");
        awaitOutput("lamp     live");

        demo.destroy();

        awaitNothingLeft();
    }

    private void type(String line) throws IOException {
        OutputStream keyboard = demo.getOutputStream();
        keyboard.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        keyboard.flush();
    }

    private void awaitOutput(String text) {
        try {
            Awaitility.await(text).atMost(Product.PATIENCE.multipliedBy(2)).until(() -> count(text) > 0);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("The demo did not say '" + text + "' but\n" + said(), e);
        }
    }

    private long count(String text) {
        return said().lines().filter(line -> line.contains(text)).count();
    }

    private String said() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitNothingLeft() {
        Awaitility.await("no process is left")
                .atMost(Product.PATIENCE)
                .untilAsserted(() -> assertThat(marked())
                        .extracting(process -> process.info().commandLine().orElse("?"))
                        .isEmpty());
    }

    /** Every process that descends from the demo, whoever its parent is now: they inherit the environment. */
    private List<ProcessHandle> marked() {
        return ProcessHandle.allProcesses().filter(this::isMarked).toList();
    }

    private boolean isMarked(ProcessHandle process) {
        try {
            Path environment = Path.of("/proc", String.valueOf(process.pid()), "environ");
            return Files.readString(environment, StandardCharsets.ISO_8859_1).contains(mark);
        } catch (IOException e) {
            return false; // another's, or gone
        }
    }
}
