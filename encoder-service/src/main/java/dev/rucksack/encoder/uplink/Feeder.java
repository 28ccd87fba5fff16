package dev.rucksack.encoder.uplink;

import dev.rucksack.encoder.flv.FlvTag;
import dev.rucksack.encoder.flv.FlvWriter;
import dev.rucksack.encoder.flv.TagKind;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives one publisher what the queue releases: an FLV header, both sequence headers, a keyframe and what follows. Its thread
 * {@code uplink-feed} may block in a write for as long as the publisher lives; {@link Publisher#kill()} frees it.
 */
final class Feeder {

    /** It is woken when something is ready, and looks so often by itself for what becomes ready by waiting. */
    private static final long LOOK_NANOS = 50_000_000;

    private final TagQueue queue;
    private final Publisher publisher;
    private final LongSupplier nanos;
    private final Runnable beforeFirst;
    private final Thread thread;
    private volatile boolean stopped;
    private volatile boolean finishing;

    /** @param beforeFirst run once, before the first tag is taken from the queue */
    Feeder(TagQueue queue, Publisher publisher, LongSupplier nanos, Runnable beforeFirst) {
        this.queue = queue;
        this.publisher = publisher;
        this.nanos = nanos;
        this.beforeFirst = beforeFirst;
        this.thread = new Thread(this::run, "uplink-feed");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** There may be something to send. */
    void wake() {
        LockSupport.unpark(thread);
    }

    /** Sends what is queued and then ends the publisher's input. */
    void finish() {
        finishing = true;
        wake();
    }

    /** No more. The publisher must be killed first, or this waits for its blocked write. */
    void stop() {
        stopped = true;
        wake();
        boolean interrupted = false;
        try {
            thread.join(1_000);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!stopped && !finishing && !queue.startable(nanos.getAsLong())) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        if (stopped) {
            return;
        }
        try {
            beforeFirst.run();
            FlvWriter writer = new FlvWriter(publisher.input());
            writeHeaders(writer);
            feed(writer);
        } catch (IOException e) {
            stopped = true; // the publisher is gone; whoever watches it knows
        }
    }

    private void writeHeaders(FlvWriter writer) throws IOException {
        FlvTag video = queue.header(TagKind.VIDEO);
        FlvTag audio = queue.header(TagKind.AUDIO);
        try {
            writer.header(audio != null, video != null);
            write(writer, video);
            write(writer, audio);
        } finally {
            release(video);
            release(audio);
        }
    }

    private void feed(FlvWriter writer) throws IOException {
        while (!stopped) {
            FlvTag tag = queue.release(nanos.getAsLong());
            if (tag != null) {
                try {
                    writer.tag(tag);
                } finally {
                    tag.release();
                }
                continue;
            }
            writer.flush();
            if (finishing && queue.allReleased()) {
                publisher.finish();
                return;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private static void write(FlvWriter writer, @Nullable FlvTag tag) throws IOException {
        if (tag != null) {
            writer.tag(tag);
        }
    }

    private static void release(@Nullable FlvTag tag) {
        if (tag != null) {
            tag.release();
        }
    }
}
