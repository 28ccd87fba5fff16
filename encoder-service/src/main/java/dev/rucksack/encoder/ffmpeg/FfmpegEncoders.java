package dev.rucksack.encoder.ffmpeg;

import dev.rucksack.encoder.broadcast.Encoders;
import dev.rucksack.encoder.flv.TagPool;
import dev.rucksack.encoder.flv.TagSink;
import dev.rucksack.encoder.frame.FrameBooks;
import dev.rucksack.encoder.frame.FrameSink;
import dev.rucksack.encoder.frame.Rendition;
import dev.rucksack.encoder.sound.SampleSink;
import dev.rucksack.encoder.stream.FaultCode;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Encodes picture and sound by one ffmpeg each. */
public final class FfmpegEncoders implements Encoders {

    /** Idle tag buffers that are kept: several seconds of stream. */
    private static final int MOST_IDLE_BYTES = 8 * 1024 * 1024;

    private final Workshop workshop;
    private final FrameBooks books;
    private final TagPool pool = new TagPool(MOST_IDLE_BYTES);
    private @Nullable Standby standby;

    public FfmpegEncoders(Workshop workshop, FrameBooks books) {
        this.workshop = workshop;
        this.books = books;
    }

    @Override
    public String choose(Rendition rendition) {
        return new EncoderTrial(workshop.program(), workshop.children()).choose(rendition);
    }

    @Override
    public synchronized void prepare(Rendition rendition) {
        Standby present = standby;
        if (present != null && present.rendition.equals(rendition)) {
            return;
        }
        if (present != null) {
            present.both.stop();
        }
        Standby next = new Standby(rendition);
        standby = next;
        next.both.start();
    }

    @Override
    public synchronized Encoding open(Rendition rendition, TagSink sink, Listener listener) {
        Standby present = standby;
        standby = null;
        if (present != null && !present.rendition.equals(rendition)) {
            present.both.stop();
            present = null;
        }
        Standby opened = present == null ? new Standby(rendition) : present;
        opened.sink = sink;
        opened.listener = listener;
        return opened.both;
    }

    /** Ends one that stands by and does not live: the next stream starts its own, and tells if that fails. */
    private synchronized boolean dismiss(Standby failed) {
        if (standby != failed) {
            return false;
        }
        standby = null;
        failed.both.stop();
        return true;
    }

    /** Encoders whose stream is yet to come, or has come. */
    private final class Standby implements ProcessListener {

        final Rendition rendition;
        final Both both;
        volatile TagSink sink = tag -> {};
        volatile @Nullable Listener listener;

        Standby(Rendition rendition) {
            this.rendition = rendition;
            TagSink current = tag -> sink.tag(tag);
            both = new Both(
                    new VideoEncoder(workshop, rendition, books, pool, current, this),
                    new AudioEncoder(workshop, rendition.audioBitsPerSecond(), pool, current, this));
        }

        @Override
        public void restarted(String process) {
            Listener present = listener;
            if (present != null) {
                present.restarted(process);
            }
        }

        @Override
        public void failed(String process, @Nullable FaultCode fault, String lastWords) {
            Listener present = listener;
            if (!dismiss(this) && present != null) {
                present.failed(process, fault);
            }
        }
    }

    private record Both(VideoEncoder video, AudioEncoder audio) implements Encoding {

        @Override
        public CompletableFuture<Void> start() {
            return CompletableFuture.allOf(video.start(), audio.start());
        }

        @Override
        public FrameSink picture() {
            return video;
        }

        @Override
        public SampleSink sound() {
            return audio;
        }

        @Override
        public CompletableFuture<Void> stop() {
            return CompletableFuture.allOf(video.stop(), audio.stop());
        }
    }
}
