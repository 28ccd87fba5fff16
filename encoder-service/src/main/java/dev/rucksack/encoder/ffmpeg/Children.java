package dev.rucksack.encoder.ffmpeg;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only place that starts child processes. What it started it knows, and it outlives none: {@link #close()} is the
 * orderly end, a hook of the JVM the last resort, and {@link ChildRegistry#endOrphans()} clears up after a kill -9.
 */
public final class Children implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Children.class);

    /**
     * What glibc keeps of the memory that a child gives back (mallopt(3)). Left to itself it gave the kernel a picture's memory back
     * after each picture and asked for it again: 6,430 page faults a second in the encoder at 720p30 and 4 % of a core spent in the
     * kernel, with this one fault and 1 % (measured, one run each, ffmpeg 5.1.9).
     */
    private static final Map<String, String> KEEP_MEMORY =
            Map.of("MALLOC_TRIM_THRESHOLD_", "67108864", "MALLOC_MMAP_THRESHOLD_", "67108864");

    private final ChildRegistry registry;
    private final UnaryOperator<String> mask;
    private final Set<Child> alive = ConcurrentHashMap.newKeySet();
    private final Thread lastResort;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean closed;

    /** @param mask takes the secrets out of every line that a child says */
    public Children(ChildRegistry registry, UnaryOperator<String> mask) {
        this(registry, mask, Duration.ofSeconds(8));
    }

    /** @param shutdownPatience how long the JVM's shutdown waits for an orderly end before it kills what is left */
    public Children(ChildRegistry registry, UnaryOperator<String> mask, Duration shutdownPatience) {
        this.registry = registry;
        this.mask = mask;
        this.lastResort = new Thread(() -> endWhatIsLeft(shutdownPatience), "children-last-resort");
        Runtime.getRuntime().addShutdownHook(lastResort);
    }

    /** Kills what an earlier life of this service left behind. Call once, before the first start. */
    public int endOrphans() {
        return registry.endOrphans();
    }

    /**
     * Starts a child. Its environment is ours but for how it keeps its memory, its standard error is drained on a thread of its own.
     *
     * @throws IOException if the program cannot be started (not found, not executable) or we are closing
     */
    public Child start(ChildCommand command, ChildListener listener) throws IOException {
        if (closed) {
            throw new IOException("Not starting " + command.name() + ": shutting down");
        }
        var builder = new ProcessBuilder(command.command());
        builder.environment().keySet().removeIf(name -> name.startsWith("MALLOC_")); // those are the JVM's
        builder.environment().putAll(KEEP_MEMORY);
        if (command.output() == ChildCommand.Output.DISCARD) {
            builder.redirectOutput(Redirect.DISCARD);
        }
        Process process = builder.start();
        var child = new Child(command, process, listener, mask, this::forget);
        alive.add(child);
        registry.started(command.name(), process.pid());
        child.attend();
        if (closed) {
            child.kill();
        }
        return child;
    }

    /** How many are alive now. */
    public int count() {
        return alive.size();
    }

    /** Those of this name that are alive now. */
    public List<Child> named(String name) {
        return alive.stream().filter(child -> child.name().equals(name)).toList();
    }

    /** Stops every child by its law and waits until all are gone. Nothing starts afterwards. */
    @Override
    public void close() {
        closed = true;
        var exits = alive.stream().map(Child::stop).toList();
        awaitAll(exits, Duration.ofSeconds(20));
        alive.forEach(Child::kill);
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(lastResort);
        } catch (IllegalStateException e) {
            log.debug("The JVM is shutting down already");
        }
    }

    private void forget(Child child) {
        alive.remove(child);
        registry.ended(child.pid());
    }

    /** Whoever owns the children ends them in the stream's order, in a hook of its own beside this one: it goes first. */
    private void endWhatIsLeft(Duration patience) {
        try {
            if (!alive.isEmpty() && ended.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        closed = true;
        alive.forEach(Child::kill);
    }

    private static void awaitAll(List<CompletableFuture<ChildExit>> exits, Duration patience) {
        try {
            CompletableFuture.allOf(exits.toArray(CompletableFuture[]::new))
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            log.warn("Not every child ended in time: {}", e.toString());
        }
    }
}
