package dev.rucksack.encoder.ffmpeg;

import dev.rucksack.encoder.flv.TagPool;
import dev.rucksack.encoder.flv.TagSink;
import dev.rucksack.encoder.frame.Frame;
import dev.rucksack.encoder.frame.FrameBooks;
import dev.rucksack.encoder.frame.FrameSink;
import dev.rucksack.encoder.frame.Rendition;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Encodes the picture of one stream: raw frames in by tick, FLV tags out in the stream's time ({@code round(tick * 1000 /
 * rate)}), whichever ffmpeg made them. An ffmpeg that dies or hangs is replaced at once; the frames inside it and those that
 * find no encoder are lost at the encoder, counted exactly, and the next tag is a sequence header, then a keyframe.
 *
 * <p>Life: {@link #start()}; when its future completes, let the clock begin; {@link #offer} per tick; {@link #stop()}.
 */
public final class VideoEncoder implements FrameSink {

    static final String NAME = "encoder";

    private final Workshop workshop;
    private final Rendition rendition;
    private final FrameBooks books;
    private final TagPool pool;
    private final TagSink sink;
    private final ProcessListener listener;
    private final Supervisor supervisor;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private volatile @Nullable VideoEncoderRun run;

    /** @param sink takes each tag on the thread that reads the encoder, within the books' lock: it must be quick */
    public VideoEncoder(
            Workshop workshop,
            Rendition rendition,
            FrameBooks books,
            TagPool pool,
            TagSink sink,
            ProcessListener listener) {
        this.workshop = workshop;
        this.rendition = rendition;
        this.books = books;
        this.pool = pool;
        this.sink = sink;
        this.listener = listener;
        this.supervisor = new Supervisor(
                NAME, workshop.restarts(), workshop.nanos(), this::another, () -> listener.restarted(NAME));
    }

    public Rendition rendition() {
        return rendition;
    }

    /** Starts the first ffmpeg. What it returns completes when that takes frames; it never fails, for starts are repeated. */
    public CompletableFuture<Void> start() {
        supervisor.start();
        return ready.copy();
    }

    @Override
    public boolean offer(long tick, Frame frame) {
        VideoEncoderRun present = run;
        return present != null && present.offer(tick, frame);
    }

    /**
     * Takes no more frames, lets those inside come out as tags, and ends. Complete when the last tag was given to the sink
     * and the books are settled.
     */
    public CompletableFuture<Void> stop() {
        return supervisor.stop();
    }

    private Supervisor.Run another() {
        var next = new VideoEncoderRun(workshop, rendition, books, pool, sink, listener, () -> ready.complete(null));
        run = next;
        return next;
    }
}
