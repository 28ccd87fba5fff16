package dev.rucksack.encoder.sound;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Makes exactly so many samples for a span of time out of what the microphone gave. Its clock and the stream's differ:
 * where its samples run ahead or behind by more than two milliseconds, each call makes its samples of one more or one fewer until they
 * agree; where they are off by more than 20 ms, it starts anew at the right place. Where the microphone falls silent, its last
 * sound fades within 200 ms, played backwards for want of a future, and its next one fades in. Not thread-safe.
 */
final class Playout {

    private static final int MOST_OFF = SampleSink.RATE / 50;
    private static final int CORRECT_FROM = SampleSink.RATE / 500;
    private static final int CORRECT_TO = SampleSink.RATE / 4000;
    private static final int MOST_AT_ONCE = 1;

    /** 5 ms: from one place of the sound to another without a click. */
    private static final int JOIN = SampleSink.RATE / 200;

    /** 200 ms: a moment without samples is hardly heard, a long one ends softly. */
    private static final float FADE_STEP = 5f / SampleSink.RATE;

    private final MicrophoneBuffer microphone;
    private float[] left = new float[4096];
    private float[] right = new float[4096];
    private byte[] bytes = new byte[4096 * SampleSink.FRAME_BYTES];
    private long next;
    private boolean playing;
    private boolean correcting;
    private float factor = 1;
    private float presence;
    private long played;
    private int backwards;
    private float lastLeft;
    private float lastRight;

    Playout(MicrophoneBuffer microphone) {
        this.microphone = microphone;
    }

    /** Whether all that was heard until this time is there. */
    boolean has(long until) {
        double sample = microphone.sampleAt(until);
        return !Double.isNaN(sample) && microphone.end() >= sample + MOST_AT_ONCE + 1;
    }

    /**
     * @param from when the first sample was heard
     * @param count how many samples to make
     * @param out takes {@code count} stereo frames, 16 bit little endian
     */
    void make(long from, int count, float wantedFactor, ByteBuffer out) {
        double ideal = microphone.sampleAt(from);
        int extra = 0;
        boolean wasPlaying = playing;
        if (!Double.isNaN(ideal)) {
            double off = ideal - next;
            if (!playing || Math.abs(off) > MOST_OFF) {
                next = Math.round(ideal);
                wasPlaying = false;
                correcting = false;
            } else {
                extra = correction(off);
            }
        }
        playing = !Double.isNaN(ideal) && microphone.has(next) && microphone.has(next + count + extra - 1);
        boolean asItCame = wasPlaying && extra == 0 && presence == 1 && factor == 1 && wantedFactor == 1;
        if (playing && asItCame) {
            pass(count, out);
            return;
        }
        if (playing) {
            play(count, extra);
            next += count + extra;
            played = next;
            backwards = 0;
        } else {
            fadeOut(count);
        }
        if (playing != wasPlaying) {
            join(count);
        }
        lastLeft = left[count - 1];
        lastRight = right[count - 1];
        write(count, wantedFactor, out);
    }

    /** What {@link #play} and {@link #write} would give, at a fraction of their cost: the usual case. */
    private void pass(int count, ByteBuffer out) {
        room(count);
        microphone.copy(next, count, bytes);
        next += count;
        played = next;
        backwards = 0;
        int last = (count - 1) * SampleSink.FRAME_BYTES;
        lastLeft = MicrophoneBuffer.fraction(bytes, last);
        lastRight = MicrophoneBuffer.fraction(bytes, last + 2);
        out.put(bytes, 0, count * SampleSink.FRAME_BYTES);
    }

    private int correction(double off) {
        if (Math.abs(off) > CORRECT_FROM) {
            correcting = true;
        } else if (Math.abs(off) < CORRECT_TO) {
            correcting = false;
        }
        return correcting ? (int) Math.max(-MOST_AT_ONCE, Math.min(MOST_AT_ONCE, Math.rint(off))) : 0;
    }

    private void play(int count, int extra) {
        room(count + MOST_AT_ONCE + 1);
        microphone.copy(next, count + extra, left, right);
        if (extra != 0) {
            stretch(left, count + extra, count);
            stretch(right, count + extra, count);
        }
        fade(count, FADE_STEP);
    }

    private void fadeOut(int count) {
        room(count);
        if (presence == 0) {
            Arrays.fill(left, 0, count, 0);
            Arrays.fill(right, 0, count, 0);
            return;
        }
        microphone.copyBackwards(played - backwards, count, left, right);
        backwards += count;
        fade(count, -FADE_STEP);
    }

    private void fade(int count, float step) {
        if (presence == 1 && step > 0) {
            return;
        }
        for (int i = 0; i < count; i++) {
            presence = Math.max(0, Math.min(1, presence + step));
            left[i] *= presence;
            right[i] *= presence;
        }
    }

    /** From the last sample that went out. */
    private void join(int count) {
        for (int i = 0; i < Math.min(JOIN, count); i++) {
            float share = (float) i / JOIN;
            left[i] = left[i] * share + lastLeft * (1 - share);
            right[i] = right[i] * share + lastRight * (1 - share);
        }
    }

    /** Makes {@code to} samples of {@code from} by linear interpolation, in place. */
    private static void stretch(float[] samples, int from, int to) {
        double step = (double) (from - 1) / (to - 1);
        if (step >= 1) {
            for (int i = 0; i < to; i++) {
                samples[i] = between(samples, i * step, from);
            }
        } else {
            for (int i = to - 1; i >= 0; i--) {
                samples[i] = between(samples, i * step, from);
            }
        }
    }

    private static float between(float[] samples, double place, int length) {
        int whole = (int) place;
        float rest = (float) (place - whole);
        float one = samples[whole];
        return rest == 0 || whole + 1 >= length ? one : one + (samples[whole + 1] - one) * rest;
    }

    private void write(int count, float wantedFactor, ByteBuffer out) {
        float step = (wantedFactor - factor) / count;
        for (int i = 0; i < count; i++) {
            factor += step;
            put(i * SampleSink.FRAME_BYTES, left[i] * factor);
            put(i * SampleSink.FRAME_BYTES + 2, right[i] * factor);
        }
        factor = wantedFactor;
        out.put(bytes, 0, count * SampleSink.FRAME_BYTES);
    }

    /** Rounded, and cut where it is too loud; a cast of what is out of an int's range gives the int nearest to it. */
    private void put(int at, float sample) {
        int value = (int) (sample * 32768 + (sample < 0 ? -0.5f : 0.5f));
        if (value > Short.MAX_VALUE) {
            value = Short.MAX_VALUE;
        } else if (value < Short.MIN_VALUE) {
            value = Short.MIN_VALUE;
        }
        bytes[at] = (byte) value;
        bytes[at + 1] = (byte) (value >> 8);
    }

    private void room(int count) {
        if (left.length < count) {
            left = new float[count];
            right = new float[count];
            bytes = new byte[count * SampleSink.FRAME_BYTES];
        }
    }
}
