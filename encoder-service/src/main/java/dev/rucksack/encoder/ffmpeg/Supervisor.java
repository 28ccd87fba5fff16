package dev.rucksack.encoder.ffmpeg;

import dev.rucksack.encoder.stream.RestartPolicy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one child after another on a thread of its own, with a growing pause after failures, until it is stopped. */
public final class Supervisor {

    /** One life of a child. */
    public interface Run {

        /** Starts the child and serves it until it has ended; throws nothing but what is a defect. */
        void live();

        /** Makes {@link #live} return soon. Called at most once, from any thread, also before {@code live}. */
        void stop();

        /** What it waits for, if it waits, may have come. From any thread. */
        default void wake() {}
    }

    private static final Logger log = LoggerFactory.getLogger(Supervisor.class);

    private final String name;
    private final RestartPolicy policy;
    private final LongSupplier nanos;
    private final Supplier<Run> lives;
    private final Runnable beforeAnother;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private @Nullable Run current;
    private @Nullable Thread thread;
    private boolean stopped;
    private boolean woken;

    /** @param beforeAnother called before each life but the first */
    public Supervisor(
            String name, RestartPolicy policy, LongSupplier nanos, Supplier<Run> lives, Runnable beforeAnother) {
        this.name = name;
        this.policy = policy;
        this.nanos = nanos;
        this.lives = lives;
        this.beforeAnother = beforeAnother;
    }

    public synchronized void start() {
        if (thread == null && !stopped) {
            var starting = new Thread(this::supervise, name);
            starting.setDaemon(true);
            starting.start();
            thread = starting;
        }
    }

    /** Ends the present life and begins no other. What it returns completes when all is over. */
    public CompletableFuture<Void> stop() {
        Run running;
        synchronized (this) {
            running = stopped ? null : current;
            stopped = true;
            notifyAll();
            if (thread == null) {
                ended.complete(null);
            }
        }
        if (running != null) {
            running.stop();
        }
        return ended.copy();
    }

    /** What kept it from living may have passed: try at once. */
    public void wake() {
        Run running;
        synchronized (this) {
            woken = true;
            notifyAll();
            running = current;
        }
        if (running != null) {
            running.wake();
        }
    }

    private void supervise() {
        int failures = 0;
        try {
            while (true) {
                Run run = lives.get();
                synchronized (this) {
                    if (stopped) {
                        return;
                    }
                    current = run;
                    woken = false;
                }
                long began = nanos.getAsLong();
                run.live();
                failures = policy.failuresAfter(failures, Duration.ofNanos(nanos.getAsLong() - began));
                if (!pause(policy.pause(failures, ThreadLocalRandom.current().nextDouble()))) {
                    return;
                }
                beforeAnother.run();
            }
        } catch (RuntimeException | Error e) {
            log.error("{} has a defect and stays down", name, e);
        } finally {
            ended.complete(null);
        }
    }

    /** False once stopped. */
    private synchronized boolean pause(Duration length) {
        long end = System.nanoTime() + length.toNanos();
        try {
            for (long left = length.toNanos(); left > 0 && !stopped && !woken; left = end - System.nanoTime()) {
                wait(left / 1_000_000, (int) (left % 1_000_000));
            }
        } catch (InterruptedException e) {
            stopped = true;
        }
        return !stopped;
    }
}
