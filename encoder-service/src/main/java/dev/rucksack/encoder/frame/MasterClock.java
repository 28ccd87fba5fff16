package dev.rucksack.encoder.frame;

/**
 * The arithmetic of the stream's clock: which ticks are due and which frame serves which tick. Pure: it is told the time, it
 * waits for nothing. Not thread-safe.
 *
 * <p>The camera leads. Its frames are numbered by a smoothed phase, and frame <i>n</i> stands at position <i>n × stream rate /
 * camera rate</i> of the stream, in exact arithmetic. So a tick happens when its frame arrives, however late within its
 * interval, and skips and repeats are those that the two rates make necessary and no others: a clock of its own would beat
 * against the camera (measured: thousands of needless repeats an hour). Without a frame for 1.5 intervals (more, if the camera
 * is known to jitter) the frame counts as missing and its tick goes ahead without it, in the camera's rhythm, so that the
 * camera is met again without a step.
 */
public final class MasterClock {

    /** Share of each frame's deviation that moves the phase: follows 1000 ppm within a fiftieth of an interval. */
    private static final double PHASE_GAIN = 0.05;

    /** A frame this much too early, in intervals, is one of a burst and stands for a tick that has passed. */
    private static final double TOO_EARLY = -0.75;

    /** Half an interval after it was due: 1.5 intervals after the frame before it. */
    private static final double LEAST_PATIENCE = 0.5;

    private static final double MOST_PATIENCE = 0.9;

    /** Patience in mean deviations: five standard deviations of normal jitter. */
    private static final double PATIENCE_PER_DEVIATION = 6.3;

    /** Jitter is believed at once and forgotten in minutes: a late frame whose tick has gone costs a repeat and a frame. */
    private static final double JITTER_RISE = 32;

    private static final double JITTER_FALL = 1024;

    /** A tick that the rates leave without a frame of its own goes out this much after its place. */
    private static final double REPEAT_PLACE = 0.25;

    /** An anchor for a newly met camera lies within these bounds, so that a little jitter does not cost it its tick. */
    private static final double ANCHOR_BOUND = 0.4;

    private final FrameRate stream;
    private FrameRate camera;

    /** One camera frame in units of position, and one tick in the same units: their quotient is stream rate / camera rate. */
    private long frameStep;

    private long tickStep;
    private double period;

    /** The next tick. */
    private long next;

    /** Where the expected frame stands before or after the next tick, in units of position. */
    private long lead;

    /** When the expected frame is due. */
    private double due;

    private double deviation;
    private boolean met;
    private boolean used;
    private final RateCheck check = new RateCheck();
    private final PictureLag lag = new PictureLag();

    /** @param now the beginning: tick 0 goes out within one interval */
    public MasterClock(FrameRate stream, long now) {
        this.stream = stream;
        this.camera = stream;
        setCamera(stream);
        due = now;
    }

    /** The rate that the camera has agreed to. The same rate again changes nothing: its phase goes on over our restarts. */
    public void camera(FrameRate negotiated, long now) {
        if (!negotiated.equals(camera) && !check.explains(negotiated, camera)) {
            anchor(negotiated, now);
            met = false;
        }
    }

    private void anchor(FrameRate rate, long at) {
        double place = Math.max(-ANCHOR_BOUND, Math.min(ANCHOR_BOUND, position(at) - next));
        setCamera(rate);
        lead = Math.round(place * tickStep);
        due = at;
        lag.restart();
    }

    private void setCamera(FrameRate rate) {
        camera = rate;
        frameStep = (long) stream.numerator() * rate.denominator();
        tickStep = (long) stream.denominator() * rate.numerator();
        period = rate.intervalNanos();
        check.restart();
    }

    /**
     * A frame has arrived.
     *
     * @return how many ticks go out now. If {@link #used()} the last of them carries this frame, the others go without one
     */
    public int arrived(long at) {
        int ticks = expire(at);
        used = false;
        if (!met) {
            anchor(camera, at);
            met = true;
        }
        double early = (at - due) / period;
        if (early < TOO_EARLY) {
            return ticks;
        }
        double apart = Math.abs(early);
        deviation += (apart - deviation) / (apart > deviation ? JITTER_RISE : JITTER_FALL);
        lag.arrived(at, due, afterTick());
        double correction = PHASE_GAIN * early * period;
        due += correction;
        lag.phaseMoved(correction);
        while (2 * lead > tickStep) {
            tick();
            ticks++;
        }
        if (2 * lead > -tickStep) {
            used = true;
            tick();
            ticks++;
        }
        expectNext();
        FrameRate better = check.frame(due, camera);
        if (better != null) {
            double place = (double) lead / tickStep;
            setCamera(better);
            lead = Math.round(place * tickStep);
        }
        return ticks;
    }

    /** Whether the frame of the last {@link #arrived} serves a tick. If not, it is surplus. */
    public boolean used() {
        return used;
    }

    /** How many ticks go out now without a frame. */
    public int expire(long now) {
        int ticks = 0;
        while (now >= deadline()) {
            if (2 * lead <= -tickStep) {
                expectNext();
            } else if (2 * lead > tickStep) {
                tick();
                ticks++;
            } else {
                tick();
                ticks++;
                expectNext();
            }
        }
        return ticks;
    }

    /** When {@link #expire} has something to do, if no frame arrives before. */
    public long deadline() {
        if (2 * lead > tickStep) {
            return (long) Math.ceil(due + period * (REPEAT_PLACE * tickStep - lead) / frameStep);
        }
        return (long) Math.ceil(due + patience() * period) + 1;
    }

    /** Where the stream is at a moment, in ticks and parts of them: 7.0 is the place of tick 7. Continuous but for rounding. */
    public double position(long at) {
        return next + (lead + (at - due) / period * frameStep) / tickStep;
    }

    /** When the stream is, was or will be at this tick, by what is known now. */
    public long timeOf(long tick) {
        return (long) (due + ((double) (tick - next) * tickStep - lead) / frameStep * period);
    }

    /**
     * When the picture that this tick shows was seen: sound heard then belongs to it. Where the camera's rate is not the stream's,
     * that is so on average over the ticks, as the distance to their frames goes up and down by an interval.
     */
    public long seenAt(long tick) {
        return timeOf(tick) - (long) lag.nanos();
    }

    /** The number of the next tick. */
    public long next() {
        return next;
    }

    /** The camera's rate as it turned out: a camera that says 30 and gives 29.97 is one of 30000/1001. */
    public FrameRate cameraRate() {
        return camera;
    }

    private double afterTick() {
        return frameStep == tickStep ? (double) lead / frameStep * period : 0;
    }

    private double patience() {
        return Math.max(LEAST_PATIENCE, Math.min(MOST_PATIENCE, PATIENCE_PER_DEVIATION * deviation));
    }

    private void tick() {
        next++;
        lead -= tickStep;
    }

    private void expectNext() {
        lead += frameStep;
        due += period;
        check.expected();
    }
}
