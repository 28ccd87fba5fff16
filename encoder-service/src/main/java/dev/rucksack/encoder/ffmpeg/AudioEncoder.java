package dev.rucksack.encoder.ffmpeg;

import dev.rucksack.encoder.flv.TagPool;
import dev.rucksack.encoder.flv.TagSink;
import dev.rucksack.encoder.sound.SampleSink;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Encodes the sound of one stream to AAC: 48 kHz stereo samples in, FLV tags out in the stream's time. A missing microphone is
 * silence and no reason to restart it; if it dies it is replaced, and its successor's tags go on where its samples stand.
 */
public final class AudioEncoder implements SampleSink {

    static final String NAME = "audio-encoder";

    private final Workshop workshop;
    private final int bitsPerSecond;
    private final TagPool pool;
    private final TagSink sink;
    private final ProcessListener listener;
    private final Supervisor supervisor;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private volatile @Nullable AudioEncoderRun run;
    private int lastMillis = -1;

    public AudioEncoder(Workshop workshop, int bitsPerSecond, TagPool pool, TagSink sink, ProcessListener listener) {
        this.workshop = workshop;
        this.bitsPerSecond = bitsPerSecond;
        this.pool = pool;
        this.sink = sink;
        this.listener = listener;
        this.supervisor = new Supervisor(
                NAME, workshop.restarts(), workshop.nanos(), this::another, () -> listener.restarted(NAME));
    }

    /** Starts the first ffmpeg. What it returns completes when that takes samples; it never fails. */
    public CompletableFuture<Void> start() {
        supervisor.start();
        return ready.copy();
    }

    @Override
    public void samples(long first, ByteBuffer samples) {
        AudioEncoderRun present = run;
        if (present != null) {
            present.samples(first, samples);
        }
    }

    /** Takes no more samples, gives out what is inside, and ends. */
    public CompletableFuture<Void> stop() {
        return supervisor.stop();
    }

    private Supervisor.Run another() {
        var next =
                new AudioEncoderRun(workshop, bitsPerSecond, pool, this::forward, listener, () -> ready.complete(null));
        run = next;
        return next;
    }

    /** A successor repeats a little time that its predecessor has covered: stamps never go back. */
    private void forward(dev.rucksack.encoder.flv.FlvTag tag) {
        if (tag.timestampMillis() > lastMillis || tag.sequenceHeader()) {
            lastMillis = Math.max(lastMillis, tag.timestampMillis());
            sink.tag(tag);
        }
    }
}
