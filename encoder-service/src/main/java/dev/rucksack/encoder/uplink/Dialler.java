package dev.rucksack.encoder.uplink;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects to the ingest again and again, a new attempt beginning while the earlier ones may still be answered: through a black
 * hole nothing says that a packet was lost, and whoever waits for one attempt misses the moment when the link is back. The first
 * connection that is made counts, the others are closed. Thread-safe.
 */
final class Dialler {

    /** Makes one connection; may block for some seconds. */
    interface Attempt {

        /**
         * @param number grows with each attempt
         * @param answered to be called once the other side has answered at all
         */
        Upstream connect(int number, Runnable answered) throws UpstreamException;
    }

    private static final Logger log = LoggerFactory.getLogger(Dialler.class);
    private static final int MOST_AT_ONCE = 10;

    /** So long may a connection wait to be taken: an ingest hangs up on who says nothing. */
    private static final long FRESH_NANOS = 1_000_000_000L;

    private final Attempt attempt;
    private final LongSupplier nanos;
    private final AtomicInteger threads = new AtomicInteger();
    private final ThreadPoolExecutor pool;
    private final Deque<UpstreamException> failures = new ArrayDeque<>();
    private @Nullable Upstream made;
    private long madeNanos;
    private long lastNanos;
    private int number;
    private int round;
    private int under;
    private int answering;
    private boolean closed;

    Dialler(Attempt attempt, LongSupplier nanos) {
        this.attempt = attempt;
        this.nanos = nanos;
        this.pool = new ThreadPoolExecutor(0, 2 * MOST_AT_ONCE, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "uplink-dial-" + threads.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * The next connection, or why there is none: returns as soon as an attempt has ended, and begins none after that. Those that have not
     * ended go on, and may answer the next call.
     *
     * @param everyNanos from the beginning of one attempt to that of the next
     */
    synchronized Upstream dial(long everyNanos) throws UpstreamException {
        failures.clear();
        while (!closed) {
            Upstream taken = take();
            if (taken != null) {
                return taken;
            }
            UpstreamException failure = failures.poll();
            if (failure != null) {
                throw failure;
            }
            long wait = beginIfDue(everyNanos);
            try {
                wait(Math.max(1, wait / 1_000_000));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new UpstreamException(LossReason.UNREACHABLE, "interrupted", e);
            }
        }
        throw new UpstreamException(LossReason.UNREACHABLE, "closed", null);
    }

    /** Tries without waiting; whether {@link #dial} has a connection to give now. */
    synchronized boolean knock(long everyNanos) {
        failures.clear();
        beginIfDue(everyNanos);
        return made != null;
    }

    /** Forgets what is under way: a connection that is made later is closed. */
    synchronized void rest() {
        round++;
        under = 0;
        answering = 0;
        failures.clear();
        Upstream left = made;
        made = null;
        if (left != null) {
            left.close();
        }
        notifyAll();
    }

    synchronized void close() {
        closed = true;
        rest();
        pool.shutdownNow();
    }

    private @Nullable Upstream take() {
        Upstream taken = made;
        if (taken != null) {
            made = null;
            boolean fresh = nanos.getAsLong() - madeNanos < FRESH_NANOS;
            rest();
            if (fresh) {
                return taken;
            }
            taken.close();
        }
        return null;
    }

    /** How long until the next may begin. */
    private long beginIfDue(long everyNanos) {
        long now = nanos.getAsLong();
        long due = lastNanos + everyNanos - now;
        if (under > 0 && due > 0) {
            return due;
        }
        if (made == null && answering == 0 && under < MOST_AT_ONCE && !closed) {
            begin();
            lastNanos = now;
        }
        return everyNanos;
    }

    private void begin() {
        int mine = round;
        int n = number++;
        try {
            pool.execute(() -> run(n, mine));
            under++;
        } catch (RejectedExecutionException e) {
            log.debug("All threads still wait for attempts that nobody wants any more");
        }
    }

    private void run(int n, int mine) {
        boolean[] answered = new boolean[1];
        try {
            Upstream upstream = attempt.connect(n, () -> answered[0] = answered(mine));
            connected(upstream, mine);
        } catch (UpstreamException e) {
            failed(e, mine);
        } finally {
            ended(mine, answered[0]);
        }
    }

    private synchronized boolean answered(int mine) {
        if (mine == round) {
            answering++;
        }
        return mine == round;
    }

    private synchronized void connected(Upstream upstream, int mine) {
        if (mine == round && made == null) {
            made = upstream;
            madeNanos = nanos.getAsLong();
        } else {
            upstream.close();
        }
    }

    private synchronized void failed(UpstreamException failure, int mine) {
        if (mine == round) {
            failures.add(failure);
        }
    }

    private synchronized void ended(int mine, boolean answered) {
        if (mine == round) {
            under--;
            answering -= answered ? 1 : 0;
        }
        notifyAll();
    }
}
