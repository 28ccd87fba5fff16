package dev.rucksack.encoder.ffmpeg;

import dev.rucksack.encoder.flv.FlvReader;
import dev.rucksack.encoder.flv.FlvTag;
import dev.rucksack.encoder.flv.TagKind;
import dev.rucksack.encoder.flv.TagPool;
import dev.rucksack.encoder.flv.TagSink;
import dev.rucksack.encoder.frame.Frame;
import dev.rucksack.encoder.frame.FrameBooks;
import dev.rucksack.encoder.frame.Rendition;
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

/** One ffmpeg of a {@link VideoEncoder}: this thread writes frames into it, another reads its tags. */
final class VideoEncoderRun implements Supervisor.Run {

    private static final Logger log = LoggerFactory.getLogger(VideoEncoderRun.class);

    /** A write that gets nowhere for so long means a hung encoder (design §2). */
    static final Duration HUNG_WRITE = Duration.ofSeconds(2);

    /** So does a frame that has not come out for so long, the encoder's start included. */
    private static final Duration HUNG_FRAME = Duration.ofSeconds(6);

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration FINISH = Duration.ofSeconds(3);

    private final Workshop workshop;
    private final Rendition rendition;
    private final FrameBooks books;
    private final TagPool pool;
    private final TagSink sink;
    private final ProcessListener listener;
    private final Runnable ready;
    private final Mailbox mailbox = new Mailbox();
    private final EncoderLedger ledger = new EncoderLedger();
    private volatile boolean accepting;
    private volatile boolean stopping;
    private boolean reading;
    private long lastTick;

    VideoEncoderRun(
            Workshop workshop,
            Rendition rendition,
            FrameBooks books,
            TagPool pool,
            TagSink sink,
            ProcessListener listener,
            Runnable ready) {
        this.workshop = workshop;
        this.rendition = rendition;
        this.books = books;
        this.pool = pool;
        this.sink = sink;
        this.listener = listener;
        this.ready = ready;
    }

    boolean offer(long tick, Frame frame) {
        return accepting && mailbox.offer(tick, frame);
    }

    @Override
    public void stop() {
        stopping = true;
        mailbox.finish();
    }

    @Override
    public void live() {
        Child child = null;
        var read = new CompletableFuture<Void>();
        try (RawSocket in = workshop.sockets().listen("frames");
                RawSocket out = workshop.sockets().listen("tags")) {
            List<String> command = EncoderCommands.video(workshop.program(), rendition, in.url(), out.url());
            child = workshop.children()
                    .start(
                            new ChildCommand(VideoEncoder.NAME, command, StopLaw.TERM, ChildCommand.Output.DISCARD),
                            new ChildListener() {});
            try (var writer = new TimedWriter(in.accept(child, CONNECT), HUNG_WRITE)) {
                Child started = child;
                var reader = new Thread(() -> readTags(started, out, read), "encoder-tags");
                reader.setDaemon(true);
                accepting = true;
                child.onExit().thenRun(this::refuse);
                ready.run();
                feed(writer, reader);
            } catch (IOException e) {
                if (!stopping || child.isAlive()) {
                    log.warn("Encoder (pid {}): {}", child.pid(), e.getMessage());
                }
                child.kill();
            }
            if (!reading) {
                read.complete(null);
            }
            await(read, child);
        } catch (IOException e) {
            log.warn("The encoder cannot be started: {}", e.getMessage());
            listener.failed(VideoEncoder.NAME, null, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            settle();
            tellEnd(child);
        }
    }

    /**
     * Writes frames until the stream ends; then the end of the input makes ffmpeg give out what it holds. It opens its output with the
     * first frame, which may be long in coming.
     */
    private void feed(TimedWriter writer, Thread reader) throws IOException, InterruptedException {
        Frame frame = mailbox.take();
        if (frame != null) {
            reading = true;
            reader.start();
        }
        for (; frame != null; frame = mailbox.take()) {
            try {
                long now = workshop.nanos().getAsLong();
                synchronized (ledger) {
                    ledger.fed(mailbox.takenTick(), now);
                    if (ledger.oldestAge(now) > HUNG_FRAME.toNanos()) {
                        throw new IOException("no tag for " + HUNG_FRAME.toSeconds() + " s");
                    }
                }
                writer.write(frame.view());
            } finally {
                frame.release();
            }
        }
    }

    private void await(CompletableFuture<Void> read, Child child) throws InterruptedException {
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
                log.warn("Encoder's tags: {}", e.getMessage());
            }
        } finally {
            refuse();
            done.complete(null);
        }
    }

    private void refuse() {
        accepting = false;
        lose(mailbox.close());
    }

    private void take(FlvTag tag) {
        if (tag.kind() != TagKind.VIDEO) {
            return;
        }
        if (tag.sequenceHeader()) {
            tag.restamp(rendition.rate().tickMillis(nextTick()));
            sink.tag(tag);
        } else if (tag.videoFrame()) {
            long frame = rendition.rate().tickAtMillis(tag.timestampMillis());
            long lost;
            long tick;
            synchronized (ledger) {
                lost = ledger.skipTo(frame);
                tick = ledger.out(frame);
            }
            lose(lost);
            if (tick < 0) {
                log.warn("The encoder gave a tag that belongs to no frame, at {} ms", tag.timestampMillis());
                return;
            }
            lastTick = tick;
            tag.restamp(rendition.rate().tickMillis(tick));
            books.encoded(() -> sink.tag(tag));
        }
    }

    private long nextTick() {
        synchronized (ledger) {
            long next = ledger.peek();
            return next < 0 ? lastTick : next;
        }
    }

    /** What is still inside will not come out. */
    private void settle() {
        refuse();
        synchronized (ledger) {
            lose(ledger.skipTo(Long.MAX_VALUE));
        }
    }

    private void lose(long frames) {
        if (frames > 0) {
            books.lostInEncoder(frames);
        }
    }

    private void tellEnd(@Nullable Child child) {
        if (child != null && !stopping) {
            List<String> words = child.lastWords();
            listener.failed(VideoEncoder.NAME, StderrClassifier.encoder(words), String.join("\n", words));
        }
    }
}
