package dev.rucksack.encoder.ffmpeg;

import dev.rucksack.encoder.flv.FlvReader;
import dev.rucksack.encoder.flv.FlvTag;
import dev.rucksack.encoder.flv.TagPool;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of one ffmpeg that encodes: the thread that lives it writes raw data, another reads FLV tags from a socket.
 * What is written and how, and what a tag means, is the subclass's.
 *
 * @param <W> what writes the raw data
 */
abstract class EncoderRun<W extends Closeable> implements Supervisor.Run {

    private static final Logger log = LoggerFactory.getLogger(EncoderRun.class);

    /** A write that gets nowhere for so long means a hung encoder (design §2). */
    static final Duration HUNG_WRITE = Duration.ofSeconds(2);

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration FINISH = Duration.ofSeconds(3);

    private final String name;
    private final Workshop workshop;
    private final TagPool pool;
    private final ProcessListener listener;
    private final Runnable ready;
    private volatile boolean stopping;
    private boolean reading;

    /** @param ready run when it takes what is offered */
    EncoderRun(String name, Workshop workshop, TagPool pool, ProcessListener listener, Runnable ready) {
        this.name = name;
        this.workshop = workshop;
        this.pool = pool;
        this.listener = listener;
        this.ready = ready;
    }

    /** What starts it, with the addresses of what goes in and of what comes out. */
    abstract List<String> command(FfmpegProgram program, String in, String out);

    /** Makes what it reads from. */
    abstract Inlet<W> inlet(SocketDirectory directory) throws IOException;

    /** Takes what is offered from now on. */
    abstract void open();

    /** Takes no more; what is here is still written. */
    abstract void finish();

    /** Takes no more, and lets go what is here. From any thread, more than once. */
    abstract void close();

    /** Waits for something to write; false when there will be no more. */
    abstract boolean await() throws InterruptedException;

    /** Writes what was waited for. */
    abstract void write(W writer) throws IOException;

    /** Takes a tag, which is released afterwards. On the reading thread. */
    abstract void take(FlvTag tag);

    /** It has ended: what is still inside will not come out. */
    void settle() {
        close();
    }

    @Override
    public final void stop() {
        stopping = true;
        finish();
    }

    @Override
    public final void live() {
        Child child = null;
        var read = new CompletableFuture<Void>();
        try (Inlet<W> in = inlet(workshop.sockets());
                RawSocket out = workshop.sockets().listen("tags")) {
            child = workshop.children()
                    .start(
                            new ChildCommand(
                                    name,
                                    command(workshop.program(), in.url(), out.url()),
                                    StopLaw.TERM,
                                    ChildCommand.Output.DISCARD),
                            new ChildListener() {});
            try (W writer = in.accept(child, CONNECT)) {
                Child started = child;
                var reader = new Thread(() -> readTags(started, out, read), name + "-tags");
                reader.setDaemon(true);
                open();
                child.onExit().thenRun(this::close);
                ready.run();
                feed(child, writer, reader);
            } catch (IOException e) {
                if (!stopping || child.isAlive()) {
                    log.warn("{} (pid {}): {}", name, child.pid(), e.getMessage());
                }
                child.kill();
            }
            if (!reading) {
                read.complete(null);
            }
            awaitEnd(read, child);
        } catch (IOException e) {
            log.warn("{} cannot be started: {}", name, e.getMessage());
            listener.failed(name, null, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            settle();
            tellEnd(child);
        }
    }

    /**
     * Writes until the stream ends; then the end of the input makes ffmpeg give out what it holds. It opens its output with the
     * first that comes in, which may be long in coming.
     */
    private void feed(Child child, W writer, Thread reader) throws IOException, InterruptedException {
        try {
            while (await()) {
                if (!reading) {
                    reading = true;
                    reader.start();
                }
                write(writer);
            }
        } catch (IOException e) {
            child.kill(); // before what it may still read is let go
            throw e;
        }
    }

    private void awaitEnd(CompletableFuture<Void> read, Child child) throws InterruptedException {
        try {
            read.get(FINISH.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            child.kill();
        }
        child.stop();
        child.onExit().join();
        read.join();
    }

    private void readTags(Child child, RawSocket out, CompletableFuture<Void> done) {
        try (SocketChannel channel = out.accept(child, CONNECT)) {
            var tags = new FlvReader(channel, pool);
            for (FlvTag tag = tags.next(); tag != null; tag = tags.next()) {
                try {
                    take(tag);
                } finally {
                    tag.release();
                }
            }
        } catch (IOException e) {
            if (!stopping) {
                log.warn("{}'s tags: {}", name, e.getMessage());
            }
        } finally {
            close();
            done.complete(null);
        }
    }

    private void tellEnd(@Nullable Child child) {
        if (child != null && !stopping) {
            List<String> words = child.lastWords();
            listener.failed(name, StderrClassifier.encoder(words), String.join("\n", words));
        }
    }
}
