package dev.rucksack.encoder.sound;

import dev.rucksack.encoder.frame.FrameRate;
import dev.rucksack.encoder.frame.TickListener;
import java.nio.ByteBuffer;
import java.util.function.LongSupplier;

/**
 * Gives the audio encoder exactly the samples of each tick of the picture's clock, heard while the tick lasted: sound and
 * picture cannot drift apart. A stream without a microphone has silence, not no track.
 *
 * <p>Runs from {@link #start()} to {@link #stop()}; between {@link #begin} and {@link #end} it answers each tick, in portions, for pictures wait
 * for the sound that goes with them and need not wait for that of a whole tick. A portion goes out as soon as it is there, on the
 * thread that brings it, and silence in its place if it is not there after 150 ms.
 */
public final class AudioClock implements TickListener {

    private static final long PATIENCE_NANOS = 150_000_000L;

    /** Half an AAC frame (1024 samples, ISO 14496-3): smaller portions do not complete one sooner. */
    private static final double LONGEST_PORTION_NANOS = 12e6;

    private static final int MOST_PENDING = 256;

    /** So often it looks by itself, for the microphone may have fallen silent. */
    private static final long LOOK_MILLIS = 50;

    private final FrameRate rate;
    private final int portions;
    private final double portionNanos;
    private final MicrophoneBuffer microphone;
    private final LongSupplier nanos;
    private final Playout playout;
    private final ByteBuffer out;
    private final long[] firsts = new long[MOST_PENDING];
    private final int[] counts = new int[MOST_PENDING];
    private final long[] places = new long[MOST_PENDING];
    private int head;
    private int size;
    private boolean running;
    private boolean live;
    private SampleSink sink = (first, samples) -> {};
    private Mix mix = Mix.PLAIN;

    /** @param rate the stream's frames a second */
    public AudioClock(FrameRate rate, MicrophoneBuffer microphone, LongSupplier nanos) {
        this.rate = rate;
        this.portions = (int) Math.ceil(rate.intervalNanos() / LONGEST_PORTION_NANOS);
        this.portionNanos = rate.intervalNanos() / portions;
        this.microphone = microphone;
        this.nanos = nanos;
        this.playout = new Playout(microphone);
        int mostSamples = (int) (rate.unitsBefore(1, SampleSink.RATE) + 2);
        this.out = ByteBuffer.allocateDirect(mostSamples * SampleSink.FRAME_BYTES);
    }

    public synchronized void start() {
        if (!running) {
            running = true;
            microphone.whenHeard(this::answerWhatIsRipe);
            var thread = new Thread(this::run, "audio-clock");
            thread.setDaemon(true);
            thread.start();
        }
    }

    public synchronized void stop() {
        running = false;
        live = false;
        size = 0;
        notifyAll();
    }

    /** Takes effect with the next tick, without a click. */
    public synchronized void mix(Mix wanted) {
        mix = wanted;
    }

    /** A stream begins: the next tick heard is its tick 0, whose first sample is sample 0. */
    public synchronized void begin(SampleSink samples) {
        sink = samples;
        size = 0;
        live = true;
        notifyAll();
    }

    /** The stream ends: the ticks heard so far are answered with what is there, then no samples come. */
    public synchronized void end() {
        while (live && size > 0) {
            answer();
        }
        live = false;
    }

    @Override
    public synchronized void tick(long tick, long place) {
        if (!live) {
            return;
        }
        long first = rate.unitsBefore(tick, SampleSink.RATE);
        long samples = rate.unitsBefore(tick + 1, SampleSink.RATE) - first;
        for (int portion = 0; portion < portions; portion++) {
            if (size == MOST_PENDING) {
                answer();
            }
            int at = (head + size) % MOST_PENDING;
            firsts[at] = first + portion * samples / portions;
            counts[at] = (int) (first + (portion + 1) * samples / portions - firsts[at]);
            places[at] = place + (long) (portion * portionNanos);
            size++;
        }
        answerWhatIsRipe();
    }

    private synchronized void answerWhatIsRipe() {
        long now = nanos.getAsLong();
        while (size > 0 && ripe(now)) {
            answer();
        }
    }

    private synchronized void run() {
        try {
            while (running) {
                answerWhatIsRipe();
                wait(live ? LOOK_MILLIS : 0);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the oldest portion's sound is there, or need not be waited for. */
    private boolean ripe(long now) {
        long end = heardAt(places[head]) + (long) portionNanos;
        return playout.has(end)
                || !microphone.delivering(now)
                || now - places[head] > PATIENCE_NANOS + (long) portionNanos;
    }

    private void answer() {
        long first = firsts[head];
        int count = counts[head];
        long place = places[head];
        head = (head + 1) % MOST_PENDING;
        size--;
        out.clear();
        playout.make(heardAt(place), count, mix.factor(), out);
        sink.samples(first, out.flip());
    }

    private long heardAt(long place) {
        return place - mix.delayMillis() * 1_000_000L;
    }
}
