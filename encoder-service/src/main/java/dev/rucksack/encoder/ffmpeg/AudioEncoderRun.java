package dev.rucksack.encoder.ffmpeg;

import dev.rucksack.encoder.flv.FlvTag;
import dev.rucksack.encoder.flv.TagKind;
import dev.rucksack.encoder.flv.TagPool;
import dev.rucksack.encoder.flv.TagSink;
import dev.rucksack.encoder.sound.SampleSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One ffmpeg of an {@link AudioEncoder}. */
final class AudioEncoderRun extends EncoderRun<TimedWriter> {

    /** Samples of one AAC frame, and ffmpeg's priming: the first frame holds nothing of ours (ISO 14496-3, aacenc.c). */
    private static final int AAC_FRAME = 1024;

    /**
     * A fifth of a second or so: what lies in the socket is lost with an encoder that hangs, and as long as there is room nobody notices
     * that it does. The frames' buffer would hold two seconds of sound, or eight where net.core.wmem_max allows it.
     */
    private static final int BUFFER_BYTES = 32 * 1024;

    private final int bitsPerSecond;
    private final TagSink sink;
    private final SampleQueue queue = new SampleQueue();
    private @Nullable ByteBuffer some;
    private boolean described;

    AudioEncoderRun(
            Workshop workshop,
            int bitsPerSecond,
            TagPool pool,
            TagSink sink,
            ProcessListener listener,
            Runnable ready) {
        super(AudioEncoder.NAME, workshop, pool, listener, ready);
        this.bitsPerSecond = bitsPerSecond;
        this.sink = sink;
    }

    void samples(long first, ByteBuffer samples) {
        queue.add(first, samples);
    }

    @Override
    List<String> command(FfmpegProgram program, String in, String out) {
        return EncoderCommands.audio(program, bitsPerSecond, in, out);
    }

    @Override
    Inlet<TimedWriter> inlet(SocketDirectory directory) throws IOException {
        return new SocketInlet(directory.listen("raw"), BUFFER_BYTES, HUNG_WRITE);
    }

    @Override
    void open() {
        queue.open();
    }

    @Override
    void finish() {
        queue.finish();
    }

    @Override
    void close() {
        queue.close();
    }

    @Override
    boolean await() throws InterruptedException {
        some = queue.take();
        return some != null;
    }

    @Override
    void write(TimedWriter writer) throws IOException {
        if (!described) {
            described = true;
            writer.write(RawSound.header());
        }
        writer.write(Objects.requireNonNull(some));
    }

    @Override
    void take(FlvTag tag) {
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
}
