package dev.rucksack.encoder.sound;

import java.nio.ByteBuffer;

/** The last seconds of the microphone, by the time they were heard. Thread-safe: one writes, one reads. */
public final class MicrophoneBuffer {

    /** Longest delay that can be asked for, and room for chunks. */
    static final int SECONDS = 8;

    private static final int FRAMES = SECONDS * SampleSink.RATE;
    private static final long SILENT_AFTER_NANOS = 500_000_000L;
    private static final double METER_DECAY_PER_SECOND = 20;
    private static final double FLOOR_DECIBELS = -90;

    private final short[] left = new short[FRAMES];
    private final short[] right = new short[FRAMES];
    /** Samples one by one out of a buffer cost several times as much where only C1 compiles, as in the images. */
    private final byte[] chunk = new byte[1024 * SampleSink.FRAME_BYTES];

    private final SampleTimeline timeline = new SampleTimeline();
    private long written;
    private long segmentStart;
    private long lastAt = Long.MIN_VALUE / 2;
    private double leftLevel = FLOOR_DECIBELS;
    private double rightLevel = FLOOR_DECIBELS;

    private volatile Runnable heard = () -> {};

    /** Peaks in dBFS, before gain and mute. */
    public record Level(double left, double right) {}

    /** Calls back after each arrival, on the thread that brings it. */
    void whenHeard(Runnable listener) {
        heard = listener;
    }

    /** Another microphone, or the same one started anew: what came before belongs to another time. */
    public synchronized void restarted() {
        timeline.restart();
        segmentStart = written;
    }

    /** @param samples 16 bit little endian stereo, whole frames, read to the end */
    public void arrived(ByteBuffer samples, long now) {
        take(samples, now);
        heard.run();
    }

    private synchronized void take(ByteBuffer samples, long now) {
        int peakLeft = 0;
        int peakRight = 0;
        long before = written;
        int place = (int) (written % FRAMES);
        while (samples.remaining() >= SampleSink.FRAME_BYTES) {
            int count = Math.min(samples.remaining(), chunk.length) / SampleSink.FRAME_BYTES;
            samples.get(chunk, 0, count * SampleSink.FRAME_BYTES);
            for (int i = 0; i < count * SampleSink.FRAME_BYTES; i += SampleSink.FRAME_BYTES) {
                int l = chunk[i + 1] << 8 | chunk[i] & 0xff;
                int r = chunk[i + 3] << 8 | chunk[i + 2] & 0xff;
                left[place] = (short) l;
                right[place] = (short) r;
                place = place + 1 == FRAMES ? 0 : place + 1;
                peakLeft = Math.max(peakLeft, Math.abs(l));
                peakRight = Math.max(peakRight, Math.abs(r));
            }
            written += count;
        }
        timeline.arrived(now, written);
        lastAt = now;
        double fall = (written - before) * METER_DECAY_PER_SECOND / SampleSink.RATE;
        leftLevel = Math.max(decibels(peakLeft), leftLevel - fall);
        rightLevel = Math.max(decibels(peakRight), rightLevel - fall);
    }

    /** Whether sound came within the last half second. */
    public synchronized boolean delivering(long now) {
        return now - lastAt < SILENT_AFTER_NANOS;
    }

    public synchronized Level level() {
        return new Level(leftLevel, rightLevel);
    }

    /** Number of the sample heard at this time, or NaN if nothing is known. */
    synchronized double sampleAt(long nanos) {
        return timeline.known() ? timeline.sampleAt(nanos) : Double.NaN;
    }

    synchronized boolean has(long sample) {
        return sample >= Math.max(segmentStart, written - FRAMES) && sample < written;
    }

    /** Number of the sample after the newest one. */
    synchronized long end() {
        return written;
    }

    /** Copies samples as fractions of full scale; what is not there is 0. */
    synchronized void copy(long first, int count, float[] toLeft, float[] toRight) {
        long oldest = Math.max(segmentStart, written - FRAMES);
        int place = (int) Math.floorMod(first, (long) FRAMES);
        for (int i = 0; i < count; i++) {
            boolean there = first + i >= oldest && first + i < written;
            toLeft[i] = there ? left[place] / 32768f : 0;
            toRight[i] = there ? right[place] / 32768f : 0;
            place = place + 1 == FRAMES ? 0 : place + 1;
        }
    }

    /** Copies the samples that come before {@code end}, newest first, whichever device they are of. */
    synchronized void copyBackwards(long end, int count, float[] toLeft, float[] toRight) {
        for (int i = 0; i < count; i++) {
            long sample = end - 1 - i;
            boolean there = sample >= 0 && sample >= written - FRAMES && sample < written;
            int place = (int) Math.floorMod(sample, (long) FRAMES);
            toLeft[i] = there ? left[place] / 32768f : 0;
            toRight[i] = there ? right[place] / 32768f : 0;
        }
    }

    private static double decibels(int peak) {
        return peak == 0 ? FLOOR_DECIBELS : Math.max(FLOOR_DECIBELS, 20 * Math.log10(peak / 32768.0));
    }
}
