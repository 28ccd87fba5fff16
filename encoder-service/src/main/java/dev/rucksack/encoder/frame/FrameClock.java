package dev.rucksack.encoder.frame;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives the encoder one raw frame per tick. Runs from {@link #start()} to {@link #stop()}, with or without a camera; counts and
 * hands out frames only between {@link #begin} and {@link #end}. It never waits for whoever takes the frames.
 *
 * <p>All arithmetic is {@link MasterClock}'s and {@link CaptureLoss}'s. A tick with a frame happens on the thread that
 * brings the frame, one without on the clock's own.
 */
public final class FrameClock {

    /** So long is the last picture repeated; then viewers are shown the slate. */
    static final long SLATE_AFTER_NANOS = 500_000_000L;

    private final FrameRate rate;
    private final FrameBooks books;
    private final LongSupplier nanos;
    private final Slate slate;
    private final MasterClock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    private @Nullable CaptureLoss loss;
    private @Nullable Frame latest;
    private long latestAt;
    private boolean everArrived;
    private boolean lost;
    private long began;
    private boolean running;
    private boolean live;
    private long firstTick;
    private long missedBefore;
    private FrameSink video = (tick, frame) -> false;
    private TickListener sound = (tick, place) -> {};

    /**
     * @param rate the stream's
     * @param nanos the machine's monotonic clock, the same one that stamps arrivals
     */
    public FrameClock(FrameRate rate, Slate slate, FrameBooks books, LongSupplier nanos) {
        this.rate = rate;
        this.books = books;
        this.nanos = nanos;
        this.slate = slate;
        this.clock = new MasterClock(rate, nanos.getAsLong());
    }

    public FrameRate rate() {
        return rate;
    }

    public void start() {
        lock.lock();
        try {
            if (!running) {
                running = true;
                began = nanos.getAsLong();
                clock.expire(began);
                var thread = new Thread(this::runFree, "frame-clock");
                thread.setDaemon(true);
                thread.setPriority(Thread.MAX_PRIORITY);
                thread.start();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends the clock's thread and lets the latest frame go. */
    public void stop() {
        lock.lock();
        try {
            running = false;
            live = false;
            changed.signalAll();
            if (latest != null) {
                latest.release();
                latest = null;
            }
        } finally {
            lock.unlock();
        }
    }

    /** The rate that the camera has agreed to: from here on it owes frames. */
    public void camera(FrameRate negotiated) {
        lock.lock();
        try {
            clock.camera(negotiated, nanos.getAsLong());
            if (loss == null) {
                loss = new CaptureLoss(negotiated);
            }
            loss.rate(negotiated);
        } finally {
            lock.unlock();
        }
    }

    /** The camera is stopped on purpose: it owes nothing until its next frame. */
    public void cameraPaused() {
        lock.lock();
        try {
            if (loss != null) {
                countMissed(nanos.getAsLong());
                loss.pause();
            }
        } finally {
            lock.unlock();
        }
    }

    /** What the camera gives is no picture: viewers see the slate at once, until a frame arrives. */
    public void pictureLost() {
        lock.lock();
        try {
            lost = true;
        } finally {
            lock.unlock();
        }
    }

    /** A captured frame. Takes over the caller's reference. */
    public void arrived(Frame frame) {
        lock.lock();
        try {
            if (!running) {
                frame.release();
                return;
            }
            long now = nanos.getAsLong();
            free(clock.expire(now), now);
            if (loss != null) {
                loss.arrived(now);
            }
            int ticks = clock.arrived(now);
            free(clock.used() ? ticks - 1 : ticks, now, clock.next() - ticks);
            Frame before = latest;
            latest = frame;
            latestAt = now;
            everArrived = true;
            lost = false;
            if (live && clock.used()) {
                tick(clock.next() - 1, FrameBooks.Content.FRAME, frame);
            } else if (live) {
                books.surplus();
            }
            if (before != null) {
                before.release();
            }
            countMissed(now);
        } finally {
            lock.unlock();
        }
    }

    /** A stream begins: the next tick is its tick 0. */
    public void begin(FrameSink frames, TickListener listener) {
        lock.lock();
        try {
            long now = nanos.getAsLong();
            free(clock.expire(now), now);
            video = frames;
            sound = listener;
            firstTick = clock.next();
            missedBefore = loss == null ? 0 : loss.missing(now);
            live = true;
        } finally {
            lock.unlock();
        }
    }

    /** The stream ends: no tick of it comes after this call has returned. */
    public void end() {
        lock.lock();
        try {
            countMissed(nanos.getAsLong());
            live = false;
        } finally {
            lock.unlock();
        }
    }

    /** The latest captured frame, retained for the caller, or null if there was none within the last 500 ms. */
    public @Nullable Frame latest() {
        lock.lock();
        try {
            return latest == null || starved(nanos.getAsLong()) ? null : latest.retain();
        } finally {
            lock.unlock();
        }
    }

    /** What viewers see now, retained for the caller: the latest frame or the slate; without a stream only the former. */
    public @Nullable Frame shown() {
        lock.lock();
        try {
            Frame frame = latest();
            if (frame != null || !live) {
                return frame;
            }
            return slate.picture(gone(nanos.getAsLong())).retain();
        } finally {
            lock.unlock();
        }
    }

    private long gone(long now) {
        return now - (everArrived ? latestAt : began);
    }

    private void runFree() {
        lock.lock();
        try {
            while (running) {
                long now = nanos.getAsLong();
                long wait = clock.deadline() - now;
                if (wait > 0) {
                    changed.awaitNanos(Math.min(wait, TimeUnit.SECONDS.toNanos(1)));
                } else {
                    free(clock.expire(now), now);
                    countMissed(now);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private void free(int ticks, long now) {
        free(ticks, now, clock.next() - ticks);
    }

    private void free(int ticks, long now, long first) {
        boolean starved = latest == null || starved(now);
        for (int i = 0; i < ticks && live; i++) {
            if (starved || latest == null) {
                tick(first + i, FrameBooks.Content.SLATE, slate.picture(gone(now)));
            } else {
                tick(first + i, FrameBooks.Content.REPEAT, latest);
            }
        }
    }

    private boolean starved(long now) {
        return !everArrived || lost || now - latestAt > SLATE_AFTER_NANOS;
    }

    private void tick(long number, FrameBooks.Content content, Frame frame) {
        if (number < firstTick) {
            return;
        }
        books.tick(content);
        if (!video.offer(number - firstTick, frame)) {
            books.lostInEncoder(1);
        }
        sound.tick(number - firstTick, clock.seenAt(number));
    }

    private void countMissed(long now) {
        if (loss != null) {
            long missed = loss.missing(
                    now); // asked without a stream, too: a pause of ours is to be known from one of the camera's
            if (live && missed > missedBefore) {
                books.captureMissed(missed - missedBefore);
                missedBefore = missed;
            }
        }
    }
}
