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

    /** As they come: samples that go out as they came in need no more than to be copied. */
    private final byte[] frames = new byte[FRAMES * SampleSink.FRAME_BYTES];

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
            int count = Math.min(samples.remaining() / SampleSink.FRAME_BYTES, FRAMES - place);
            int from = place * SampleSink.FRAME_BYTES;
            int to = from + count * SampleSink.FRAME_BYTES;
            samples.get(frames, from, to - from);
            for (int i = from; i < to; i += SampleSink.FRAME_BYTES) {
                peakLeft = Math.max(peakLeft, Math.abs(frames[i + 1] << 8 | frames[i] & 0xff));
                peakRight = Math.max(peakRight, Math.abs(frames[i + 3] << 8 | frames[i + 2] & 0xff));
            }
            place = (place + count) % FRAMES;
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
            toLeft[i] = there ? left(place) : 0;
            toRight[i] = there ? right(place) : 0;
            place = place + 1 == FRAMES ? 0 : place + 1;
        }
    }

    /** Copies samples that are there, as they came. */
    synchronized void copy(long first, int count, byte[] to) {
        int place = (int) Math.floorMod(first, (long) FRAMES);
        int untilEnd = Math.min(count, FRAMES - place) * SampleSink.FRAME_BYTES;
        System.arraycopy(frames, place * SampleSink.FRAME_BYTES, to, 0, untilEnd);
        System.arraycopy(frames, 0, to, untilEnd, count * SampleSink.FRAME_BYTES - untilEnd);
    }

    /** Copies the samples that come before {@code end}, newest first, whichever device they are of. */
    synchronized void copyBackwards(long end, int count, float[] toLeft, float[] toRight) {
        for (int i = 0; i < count; i++) {
            long sample = end - 1 - i;
            boolean there = sample >= 0 && sample >= written - FRAMES && sample < written;
            int place = (int) Math.floorMod(sample, (long) FRAMES);
            toLeft[i] = there ? left(place) : 0;
            toRight[i] = there ? right(place) : 0;
        }
    }

    private float left(int place) {
        return fraction(frames, place * SampleSink.FRAME_BYTES);
    }

    private float right(int place) {
        return fraction(frames, place * SampleSink.FRAME_BYTES + 2);
    }

    /** The sample at this byte as a fraction of full scale. */
    static float fraction(byte[] samples, int at) {
        return (samples[at + 1] << 8 | samples[at] & 0xff) / 32768f;
    }

    private static double decibels(int peak) {
        return peak == 0 ? FLOOR_DECIBELS : Math.max(FLOOR_DECIBELS, 20 * Math.log10(peak / 32768.0));
    }
}
