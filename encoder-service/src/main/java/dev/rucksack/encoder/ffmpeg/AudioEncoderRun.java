package dev.rucksack.encoder.ffmpeg;

import dev.rucksack.encoder.flv.FlvReader;
import dev.rucksack.encoder.flv.FlvTag;
import dev.rucksack.encoder.flv.TagKind;
import dev.rucksack.encoder.flv.TagPool;
import dev.rucksack.encoder.flv.TagSink;
import dev.rucksack.encoder.sound.SampleSink;
import java.io.IOException;
import java.nio.ByteBuffer;
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

/** One ffmpeg of an {@link AudioEncoder}. */
final class AudioEncoderRun implements Supervisor.Run {

    private static final Logger log = LoggerFactory.getLogger(AudioEncoderRun.class);
    private static final Duration HUNG_WRITE = Duration.ofSeconds(2);
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration FINISH = Duration.ofSeconds(3);

    /** Samples of one AAC frame, and ffmpeg's priming: the first frame holds nothing of ours (ISO 14496-3, aacenc.c). */
    private static final int AAC_FRAME = 1024;

    private final Workshop workshop;
    private final int bitsPerSecond;
    private final TagPool pool;
    private final TagSink sink;
    private final ProcessListener listener;
    private final Runnable ready;
    private final SampleQueue queue = new SampleQueue();
    private volatile boolean stopping;
    private boolean reading;

    AudioEncoderRun(
            Workshop workshop,
            int bitsPerSecond,
            TagPool pool,
            TagSink sink,
            ProcessListener listener,
            Runnable ready) {
        this.workshop = workshop;
        this.bitsPerSecond = bitsPerSecond;
        this.pool = pool;
        this.sink = sink;
        this.listener = listener;
        this.ready = ready;
    }

    void samples(long first, ByteBuffer samples) {
        queue.add(first, samples);
    }

    @Override
    public void stop() {
        stopping = true;
        queue.finish();
    }

    @Override
    public void live() {
        Child child = null;
        var read = new CompletableFuture<Void>();
        try (RawSocket in = workshop.sockets().listen("samples");
                RawSocket out = workshop.sockets().listen("sound")) {
            List<String> command = EncoderCommands.audio(workshop.program(), bitsPerSecond, in.url(), out.url());
            child = workshop.children()
                    .start(
                            new ChildCommand(AudioEncoder.NAME, command, StopLaw.TERM, ChildCommand.Output.DISCARD),
                            new ChildListener() {});
            try (var writer = new TimedWriter(in.accept(child, CONNECT), HUNG_WRITE)) {
                Child started = child;
                var reader = new Thread(() -> readTags(started, out, read), "audio-encoder-tags");
                reader.setDaemon(true);
                queue.open();
                child.onExit().thenRun(queue::close);
                ready.run();
                feed(writer, reader);
            } catch (IOException e) {
                if (!stopping || child.isAlive()) {
                    log.warn("Audio encoder (pid {}): {}", child.pid(), e.getMessage());
                }
                child.kill();
            }
            if (!reading) {
                read.complete(null);
            }
            await(read, child);
        } catch (IOException e) {
            log.warn("The audio encoder cannot be started: {}", e.getMessage());
            listener.failed(AudioEncoder.NAME, null, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            queue.close();
            tellEnd(child);
        }
    }

    /** It opens its output with the first samples, which may be long in coming. */
    private void feed(TimedWriter writer, Thread reader) throws IOException, InterruptedException {
        ByteBuffer some = queue.take();
        if (some != null) {
            reading = true;
            reader.start();
        }
        for (; some != null; some = queue.take()) {
            writer.write(some);
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
                log.warn("Audio encoder's tags: {}", e.getMessage());
            }
        } finally {
            queue.close();
            done.complete(null);
        }
    }

    private void take(FlvTag tag) {
        if (tag.kind() != TagKind.AUDIO) {
            return;
        }
        if (tag.sequenceHeader()) {
            tag.restamp(millis(queue.origin()));
            sink.tag(tag);
            return;
        }
        long frame = Math.round(tag.timestampMillis() * (SampleSink.RATE / 1000.0) / AAC_FRAME);
        if (frame > 0) {
            tag.restamp(millis(queue.origin() + (frame - 1) * AAC_FRAME));
            sink.tag(tag);
        }
    }

    private static long millis(long sample) {
        return (sample * 1000 + SampleSink.RATE / 2) / SampleSink.RATE;
    }

    private void tellEnd(@Nullable Child child) {
        if (child != null && !stopping) {
            List<String> words = child.lastWords();
            listener.failed(AudioEncoder.NAME, StderrClassifier.encoder(words), String.join("\n", words));
        }
    }
}
