package dev.rucksack.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One packaged service as a process of its own, with its log in a file. */
final class Service {

    private static final long STOP_SECONDS = 20;

    private final List<String> before;
    private final Path jar;
    private final Map<String, String> environment;
    private final Path log;
    private Process process;

    private Service(List<String> before, Path jar, Map<String, String> environment, Path log) throws IOException {
        this.before = List.copyOf(before);
        this.jar = jar;
        this.environment = environment;
        this.log = log;
        process = launch();
    }

    /** Starts a jar; its output is appended to the log. */
    static Service start(Path jar, Map<String, String> environment, Path log) {
        return start(List.of(), jar, environment, log);
    }

    /** Starts a jar by a command that becomes it, such as {@code ip netns exec NAME}. */
    static Service start(List<String> before, Path jar, Map<String, String> environment, Path log) {
        try {
            return new Service(before, jar, environment, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process launch() throws IOException {
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is missing: package it first");
        }
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Many of these start in one run: what matters is that they start soon and stay small
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx128m"));
        command.addAll(List.of("-jar", jar.toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("RUCKSACK_") || name.startsWith("SPRING_"));
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        return builder.start();
    }

    /** Starts it again after it has ended. */
    void again() {
        try {
            process = launch();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Process process() {
        return process;
    }

    /** What it wrote so far. */
    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its ffmpeg processes, with those of its children. */
    List<ProcessHandle> children() {
        return process.descendants().toList();
    }

    /** SIGKILL, as the kernel does when memory is short. */
    void kill() {
        process.destroyForcibly();
        await(Duration.ofSeconds(STOP_SECONDS));
    }

    /**
     * SIGTERM, as docker stop does.
     *
     * @return whether it ended by itself in time
     */
    boolean stop() {
        process.destroy();
        boolean ended = await(Duration.ofSeconds(STOP_SECONDS));
        process.destroyForcibly();
        return ended;
    }

    private boolean await(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
