package dev.rucksack.encoder.broadcast;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One named thread on which everything happens in turn. A task that throws ends nothing but itself. */
final class EventLoop implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EventLoop.class);
    private static final String NOT_NOW = "The encoder takes no orders now. Try again in a moment.";
    private static final long PATIENCE_SECONDS = 2;

    private static final long DRAIN_SECONDS = 15;

    private final ScheduledExecutorService executor;
    private final LongSupplier nanos;
    private volatile long turnedNanos;

    EventLoop(String name) {
        this(name, System::nanoTime);
    }

    /** @param nanos the monotonic clock that its silence is measured by */
    EventLoop(String name, LongSupplier nanos) {
        this.nanos = nanos;
        this.turnedNanos = nanos.getAsLong();
        this.executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Does it soon; after {@link #close()} never. */
    void execute(Runnable task) {
        try {
            executor.execute(guarded(task));
        } catch (RejectedExecutionException e) {
            log.debug("Too late: the loop has ended");
        }
    }

    void every(long millis, Runnable task) {
        executor.scheduleWithFixedDelay(guarded(task), 0, millis, TimeUnit.MILLISECONDS);
    }

    /**
     * Does it on the loop and waits for what it gives.
     *
     * @throws IOException if it threw one, or the loop does not turn
     */
    <T> T ask(Callable<T> task) throws IOException {
        var begun = new AtomicBoolean();
        Future<T> answer = submit(() -> {
            if (!begun.compareAndSet(false, true)) {
                throw new IOException(NOT_NOW);
            }
            return task.call();
        });
        try {
            return get(answer, begun);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new IOException(NOT_NOW, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }

    /** Refused is refused: what the caller gave up must not happen later, and what has begun is waited for. */
    private static <T> T get(Future<T> answer, AtomicBoolean begun)
            throws ExecutionException, TimeoutException, InterruptedException {
        try {
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            if (begun.compareAndSet(false, true)) {
                throw e;
            }
            return answer.get(DRAIN_SECONDS, TimeUnit.SECONDS);
        }
    }

    private <T> Future<T> submit(Callable<T> task) throws IOException {
        try {
            return executor.submit(task);
        } catch (RejectedExecutionException e) {
            throw new IOException(NOT_NOW, e);
        }
    }

    long silentMillis() {
        return TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() - turnedNanos);
    }

    private Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | OutOfMemoryError e) { // direct memory: the JVM does not exit for that
                log.error("The broadcast could not do something", e);
            }
            turnedNanos = nanos.getAsLong();
        };
    }

    /** Does {@code last} after everything that was asked before, waits for it and ends. */
    void drain(Runnable last) {
        execute(last);
        executor.shutdown();
        try {
            if (!executor.awaitTermination(DRAIN_SECONDS, TimeUnit.SECONDS)) {
                log.warn("The works take too long to end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        executor.shutdownNow();
    }

    @Override
    public void close() {
        executor.shutdownNow();
        try {
            if (!executor.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                log.warn("The broadcast's thread hangs");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
