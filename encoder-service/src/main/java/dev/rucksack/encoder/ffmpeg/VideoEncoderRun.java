package dev.rucksack.encoder.ffmpeg;

import dev.rucksack.encoder.flv.FlvTag;
import dev.rucksack.encoder.flv.TagKind;
import dev.rucksack.encoder.flv.TagPool;
import dev.rucksack.encoder.flv.TagSink;
import dev.rucksack.encoder.frame.Frame;
import dev.rucksack.encoder.frame.FrameBooks;
import dev.rucksack.encoder.frame.Rendition;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One ffmpeg of a {@link VideoEncoder}, and which frames are inside it. */
final class VideoEncoderRun extends EncoderRun<FrameWriter> {

    private static final Logger log = LoggerFactory.getLogger(VideoEncoderRun.class);

    /** A frame that has not come out for so long, by our waking time, means a hung encoder, its start included. */
    private static final Duration HUNG_FRAME = Duration.ofSeconds(6);

    private final LongSupplier nanos;
    private final Rendition rendition;
    private final FrameBooks books;
    private final TagSink sink;
    private final Mailbox mailbox = new Mailbox();
    private final EncoderLedger ledger = new EncoderLedger();
    private final WakingTime waking;
    private volatile boolean accepting;
    private @Nullable Frame taken;
    private long lastTick;

    VideoEncoderRun(
            Workshop workshop,
            Rendition rendition,
            FrameBooks books,
            TagPool pool,
            TagSink sink,
            ProcessListener listener,
            Runnable ready) {
        super(VideoEncoder.NAME, workshop, pool, listener, ready);
        this.nanos = workshop.nanos();
        this.waking = new WakingTime(nanos.getAsLong());
        this.rendition = rendition;
        this.books = books;
        this.sink = sink;
    }

    boolean offer(long tick, Frame frame) {
        return accepting && mailbox.offer(tick, frame);
    }

    @Override
    List<String> command(FfmpegProgram program, String in, String out) {
        return EncoderCommands.video(program, rendition, in, out);
    }

    @Override
    Inlet<FrameWriter> inlet(SocketDirectory directory) throws IOException {
        return directory.frames("raw", rendition.size().frameBytes(), HUNG_WRITE);
    }

    @Override
    void open() {
        accepting = true;
    }

    @Override
    void finish() {
        mailbox.finish();
    }

    @Override
    void close() {
        accepting = false;
        lose(mailbox.close());
    }

    @Override
    boolean await() throws InterruptedException {
        taken = mailbox.take();
        return taken != null;
    }

    @Override
    void write(FrameWriter writer) throws IOException {
        Frame present = Objects.requireNonNull(taken);
        taken = null;
        if (hung()) {
            present.release();
            throw new IOException("no tag for " + HUNG_FRAME.toSeconds() + " s");
        }
        writer.write(present);
    }

    /** With the frame that is about to be written; it is inside from now on. Asked for each tick, and so each is a look. */
    private boolean hung() {
        long now = waking.look(nanos.getAsLong());
        synchronized (ledger) {
            ledger.fed(mailbox.takenTick(), now);
            return ledger.oldestAge(now) > HUNG_FRAME.toNanos();
        }
    }

    @Override
    void take(FlvTag tag) {
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

    @Override
    void settle() {
        close();
        synchronized (ledger) {
            lose(ledger.skipTo(Long.MAX_VALUE));
        }
    }

    private void lose(long frames) {
        if (frames > 0) {
            books.lostInEncoder(frames);
        }
    }
}
