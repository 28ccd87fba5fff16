package dev.rucksack.control.bonding.speedify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * One process of the CLI. Its law: stdin is closed, stderr is drained by a thread of its own that keeps the tail; it is
 * ended by TERM to it and all it started, after two seconds by KILL, and always reaped.
 */
final class Child implements AutoCloseable {

    private static final int TAIL_BYTES = 4096;
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Process process;
    private final StringBuilder tail = new StringBuilder();
    private final Thread drain;

    private Child(Process process, String name) {
        this.process = process;
        this.drain = new Thread(this::drainErrors, name + "-stderr");
        drain.setDaemon(true);
        drain.start();
    }

    /**
     * Starts the CLI.
     *
     * @param name names the threads
     */
    static Child start(Path cli, List<String> arguments, String name) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(cli.toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        process.getOutputStream().close();
        return new Child(process, name);
    }

    long pid() {
        return process.pid();
    }

    InputStream output() {
        return process.getInputStream();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Whether it ended by itself within the time. */
    boolean ended(long nanos) throws InterruptedException {
        return process.waitFor(Math.max(nanos, 0), TimeUnit.NANOSECONDS);
    }

    int exitCode() {
        return process.exitValue();
    }

    /** The last of what it said on stderr. */
    String errors() throws InterruptedException {
        drain.join(500);
        synchronized (tail) {
            return tail.toString();
        }
    }

    /** Ends it and what it started. */
    @Override
    public void close() {
        List<ProcessHandle> family = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        family.forEach(ProcessHandle::destroy);
        try {
            long deadline = System.nanoTime() + GRACE.toNanos();
            for (ProcessHandle member : family) {
                awaitEnd(member, deadline);
            }
        } finally {
            family.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
        }
    }

    private static void awaitEnd(ProcessHandle member, long deadline) {
        try {
            member.onExit().get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // it is killed after this
        }
    }

    private void drainErrors() {
        byte[] buffer = new byte[1024];
        try (InputStream errors = process.getErrorStream()) {
            for (int count = errors.read(buffer); count >= 0; count = errors.read(buffer)) {
                synchronized (tail) {
                    tail.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
                    tail.delete(0, Math.max(0, tail.length() - TAIL_BYTES));
                }
            }
        } catch (IOException e) {
            // the process is gone, and its stderr with it
        }
    }
}
