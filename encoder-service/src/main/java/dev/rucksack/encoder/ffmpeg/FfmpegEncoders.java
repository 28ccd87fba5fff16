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

    public FfmpegEncoders(Workshop workshop, FrameBooks books) {
        this.workshop = workshop;
        this.books = books;
    }

    @Override
    public String choose(Rendition rendition) {
        return new EncoderTrial(workshop.program(), workshop.children()).choose(rendition);
    }

    @Override
    public Encoding open(Rendition rendition, TagSink sink, Listener listener) {
        ProcessListener processes = new ProcessListener() {
            @Override
            public void restarted(String process) {
                listener.restarted(process);
            }

            @Override
            public void failed(String process, @Nullable FaultCode fault, String lastWords) {
                listener.failed(process, fault);
            }
        };
        return new Both(
                new VideoEncoder(workshop, rendition, books, pool, sink, processes),
                new AudioEncoder(workshop, rendition.audioBitsPerSecond(), pool, sink, processes));
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
