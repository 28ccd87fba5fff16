package dev.rucksack.encoder.ffmpeg;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process that we started, and the law it lives under: its standard error is always drained, its end is told once and
 * after its last line, and a stop is polite first, then TERM, then KILL. All methods may be called from any thread, as often as one likes.
 */
public final class Child {

    private static final Logger log = LoggerFactory.getLogger(Child.class);
    private static final int LAST_WORDS = 40;

    private final ChildCommand command;
    private final Process process;
    private final ChildListener listener;
    private final UnaryOperator<String> mask;
    private final Consumer<Child> whenGone;
    private final Deque<String> lastWords = new ArrayDeque<>();
    private final CompletableFuture<ChildExit> exit = new CompletableFuture<>();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final CompletableFuture<Void> errorDrained = new CompletableFuture<>();
    private final CompletableFuture<Void> outputDrained = new CompletableFuture<>();

    Child(
            ChildCommand command,
            Process process,
            ChildListener listener,
            UnaryOperator<String> mask,
            Consumer<Child> whenGone) {
        this.command = command;
        this.process = process;
        this.listener = listener;
        this.mask = mask;
        this.whenGone = whenGone;
    }

    void attend() {
        named("stderr", () -> {
            drain(process.getErrorStream(), this::hear);
            errorDrained.complete(null);
        });
        if (command.output() == ChildCommand.Output.LINES) {
            named("stdout", () -> {
                drain(process.getInputStream(), line -> listener.outputLine(mask.apply(line)));
                outputDrained.complete(null);
            });
        } else {
            outputDrained.complete(null);
        }
        named("exit", this::awaitExit);
    }

    public String name() {
        return command.name();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Whether we have asked it to end. */
    public boolean isStopping() {
        return stopping.get();
    }

    /** Its standard input. Closing it is the stop of an {@link StopLaw.Polite#END_OF_INPUT} child. */
    public OutputStream input() {
        return process.getOutputStream();
    }

    /** Its standard output, if the command gave it to the {@link ChildCommand.Output#CALLER}. */
    public InputStream output() {
        return process.getInputStream();
    }

    /** Completes, once, when it has ended; never exceptionally. */
    public CompletableFuture<ChildExit> onExit() {
        return exit.copy();
    }

    /** What it said last, masked, oldest first. */
    public List<String> lastWords() {
        synchronized (lastWords) {
            return List.copyOf(lastWords);
        }
    }

    /** Begins the stop by its law and returns at once; what it returns completes when the child is gone. */
    public CompletableFuture<ChildExit> stop() {
        if (process.isAlive() && stopping.compareAndSet(false, true)) {
            named("stop", this::stopByLaw);
        }
        return onExit();
    }

    /** KILL at once, for one that hangs. Counts as stopped by us. */
    public void kill() {
        if (process.isAlive()) {
            stopping.set(true);
            process.toHandle().destroyForcibly();
        }
    }

    private void stopByLaw() {
        StopLaw law = command.law();
        if (law.polite() != StopLaw.Polite.TERM) {
            askPolitely(law.polite());
            if (endsWithin(law.patience())) {
                return;
            }
        }
        // ProcessHandle, not Process: Process.destroy() would close the streams that others may be blocked in
        process.toHandle().destroy();
        if (!endsWithin(law.lastPatience())) {
            log.warn("{} (pid {}) does not take a stop; killing it", name(), pid());
            process.toHandle().destroyForcibly();
        }
    }

    private void askPolitely(StopLaw.Polite way) {
        // A write into the full pipe of a hung child blocks for ever, and so does close(): never on the thread that
        // counts
        named("ask", () -> {
            try {
                if (way == StopLaw.Polite.QUIT_KEY) {
                    process.getOutputStream().write('q');
                    process.getOutputStream().flush();
                } else {
                    process.getOutputStream().close();
                }
            } catch (IOException e) {
                log.debug("{} has closed its input already", name());
            }
        });
    }

    private boolean endsWithin(Duration patience) {
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void awaitExit() {
        int code = -1;
        try {
            code = process.waitFor();
            // A grandchild may hold its streams open: what it says later belongs to nobody
            CompletableFuture.allOf(errorDrained, outputDrained).get(500, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            log.debug("{} left its streams open", name());
        }
        var how = new ChildExit(name(), pid(), code, stopping.get(), lastWords());
        whenGone.accept(this);
        try {
            listener.exited(how);
        } catch (RuntimeException e) {
            log.error("Whoever hears the end of {} failed", name(), e);
        }
        exit.complete(how);
    }

    private void hear(String line) {
        String masked = mask.apply(line);
        synchronized (lastWords) {
            if (lastWords.size() == LAST_WORDS) {
                lastWords.removeFirst();
            }
            lastWords.addLast(masked);
        }
        listener.errorLine(masked);
    }

    private void drain(InputStream stream, Consumer<String> lines) {
        var splitter = new LineSplitter(line -> {
            try {
                lines.accept(line);
            } catch (RuntimeException e) {
                log.error("Whoever hears {} failed", name(), e);
            }
        });
        byte[] chunk = new byte[4096];
        try (stream) {
            for (int n = stream.read(chunk); n >= 0; n = stream.read(chunk)) {
                splitter.take(chunk, n);
            }
        } catch (IOException e) {
            log.debug("{}: {}", name(), e.getMessage());
        }
        splitter.flush();
    }

    private void named(String what, Runnable work) {
        var thread = new Thread(work, name() + "-" + what);
        thread.setDaemon(true);
        thread.start();
    }
}
