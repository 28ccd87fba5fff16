package dev.rucksack.encoder.frame;

import java.util.Arrays;

/**
 * How long before a tick's own time the picture that it shows was seen: what sound has to be taken from, to belong to it. Two things
 * make it. A frame may stand before or after the tick that it serves, by up to half an interval, as chance had the camera's first one
 * arrive; and the clock's phase follows the average frame, while the sound's timeline follows the chunk of least delay, so on a
 * busy machine, where frames wait for a processor, sound would run ahead by the average wait. Both together were measured as 43 ms.
 * Pure, not thread-safe.
 *
 * <p>The frames of least delay are the earliest tenth of the last two seconds; the very earliest may be one that was too late
 * for its own tick and taken for the next.
 */
final class PictureLag {

    private static final long WINDOW_NANOS = 2_000_000_000L;
    private static final int MOST_FRAMES = 256;
    private static final int EARLIEST_SHARE = 10;

    /** A thousandth of the time that passes: the sound follows that without a jump. */
    private static final double SLEW = 0.001;

    private final long[] arrivals = new long[MOST_FRAMES];
    private final double[] offsets = new double[MOST_FRAMES];
    private final double[] sorted = new double[MOST_FRAMES];
    private int head;
    private int size;
    private double moved;
    private boolean began;
    private long beginning;
    private long last;
    private double lag;

    /** Another camera, or another phase: what the frames before were late by tells nothing about these. */
    void restart() {
        size = 0;
        moved = 0;
    }

    /**
     * @param due when the phase had it arrive
     * @param afterTick nanoseconds from the tick that it serves to the frame, below 0 if it stands before
     */
    void arrived(long at, double due, double afterTick) {
        while (size > 0 && (at - arrivals[head] > WINDOW_NANOS || size == MOST_FRAMES)) {
            head = (head + 1) % MOST_FRAMES;
            size--;
        }
        int place = (head + size) % MOST_FRAMES;
        arrivals[place] = at;
        offsets[place] = at - due + moved;
        size++;
        settle(at, afterTick);
    }

    /** The phase has moved by so many nanoseconds. */
    void phaseMoved(double nanos) {
        moved += nanos;
    }

    /** In nanoseconds; below 0 if the picture was seen after its tick's time. */
    double nanos() {
        return lag;
    }

    private void settle(long at, double afterTick) {
        if (!began) {
            began = true;
            beginning = at;
            last = at;
        }
        double wanted = moved - earliest() - afterTick;
        if (at - beginning <= WINDOW_NANOS) {
            lag = wanted;
        } else {
            double most = (at - last) * SLEW;
            lag += Math.max(-most, Math.min(most, wanted - lag));
        }
        last = at;
    }

    private double earliest() {
        for (int i = 0; i < size; i++) {
            sorted[i] = offsets[(head + i) % MOST_FRAMES];
        }
        Arrays.sort(sorted, 0, size);
        return sorted[size / EARLIEST_SHARE];
    }
}
