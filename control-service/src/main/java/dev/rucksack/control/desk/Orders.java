package dev.rucksack.control.desk;

import dev.rucksack.control.encoder.EncoderOrders;
import dev.rucksack.control.encoder.EncoderReport;
import dev.rucksack.control.encoder.EncoderUnreachableException;
import dev.rucksack.control.encoder.OrderAnswer;
import dev.rucksack.control.encoder.Wanted;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Delivers orders one after the other, each until its deadline. The newest wins: an older one that still waits or
 * tries is given up. Safe from every thread.
 */
final class Orders {

    /** An encoder that starts again is tried this often, and at once when it is heard. */
    private static final Duration RETRY = Duration.ofMillis(100);

    /** Revisions race only with another control; more than this is an encoder gone wrong. */
    private static final int MOST_STALE_ANSWERS = 5;

    private static final long NO_STOP = -1;

    private final EncoderOrders encoder;
    private final LongSupplier nanos;
    private final long retryNanos;
    private final AtomicLong newest = new AtomicLong();
    private final AtomicLong revisions = new AtomicLong();
    private final ReentrantLock turn = new ReentrantLock(true);
    private final Condition heard = turn.newCondition();
    private @Nullable Undelivered undelivered;
    private long undeliveredStop = NO_STOP;

    /** Refused wishes to go live whose bytes the encoder may still read one day: their revisions, first to last. */
    private record Undelivered(long first, long last) {}

    Orders(EncoderOrders encoder, LongSupplier nanos) {
        this(encoder, nanos, RETRY);
    }

    Orders(EncoderOrders encoder, LongSupplier nanos, Duration retry) {
        this.encoder = encoder;
        this.nanos = nanos;
        this.retryNanos = retry.toNanos();
    }

    /**
     * Gives an order. Blocks until it is taken or refused, at the latest until the deadline.
     *
     * @param deadlineNanos on the clock of this object
     */
    OrderOutcome give(Wanted wanted, long deadlineNanos) {
        long ticket = newest.incrementAndGet();
        try {
            if (!turn.tryLock(deadlineNanos - nanos.getAsLong(), TimeUnit.NANOSECONDS)) {
                return OrderOutcome.unreachable(wanted);
            }
            try {
                return deliver(wanted, ticket, deadlineNanos);
            } finally {
                turn.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OrderOutcome.unreachable(wanted);
        }
    }

    /**
     * The encoder was heard: revisions go on above its own, and a delivery that waits tries again.
     *
     * @return whether the encoder follows an order to go live that was refused to the operator, or one that the operator
     *     wanted to end while it was not heard, so that it must be told to stop
     */
    boolean heard(EncoderReport report) {
        revisions.accumulateAndGet(report.revision(), Math::max);
        if (!turn.tryLock()) {
            return false;
        }
        try {
            heard.signalAll();
            return followsUndelivered(report) || missedStop(report);
        } finally {
            turn.unlock();
        }
    }

    private boolean followsUndelivered(EncoderReport report) {
        Undelivered late = undelivered;
        if (late == null || turn.hasWaiters(heard) || report.revision() < late.first()) {
            return false;
        }
        undelivered = null;
        return report.revision() <= late.last() && report.wanted() == Wanted.LIVE;
    }

    /** A stop is the only order that may come late: an encoder that went live again by itself does not know of it. */
    private boolean missedStop(EncoderReport report) {
        long stop = undeliveredStop;
        if (stop == NO_STOP || turn.hasWaiters(heard)) {
            return false;
        }
        undeliveredStop = NO_STOP;
        return report.wanted() == Wanted.LIVE && report.revision() < stop;
    }

    private OrderOutcome deliver(Wanted wanted, long ticket, long deadlineNanos) throws InterruptedException {
        long revision = revisions.incrementAndGet();
        int stale = 0;
        boolean tried = false;
        while (true) {
            long left = deadlineNanos - nanos.getAsLong();
            if (left <= 0) {
                undeliveredStop = wanted == Wanted.IDLE ? revision : NO_STOP;
                if (tried && wanted == Wanted.LIVE) {
                    Undelivered earlier = undelivered;
                    undelivered = new Undelivered(earlier == null ? revision : earlier.first(), revision);
                }
                return OrderOutcome.unreachable(wanted);
            }
            if (ticket != newest.get()) {
                return OrderOutcome.superseded();
            }
            tried = true;
            try {
                OrderAnswer answer = encoder.put(wanted, revision, Duration.ofNanos(left));
                if (answer instanceof OrderAnswer.Taken) {
                    undelivered = null;
                    undeliveredStop = NO_STOP;
                    return OrderOutcome.taken();
                }
                if (answer instanceof OrderAnswer.Refused refused) {
                    return OrderOutcome.refused(refused.code(), refused.sentence());
                }
                if (answer instanceof OrderAnswer.Stale present) {
                    if (++stale == MOST_STALE_ANSWERS) {
                        return OrderOutcome.refused(
                                "stale-revision", "Somebody else gives orders too. Look at the page, then try again.");
                    }
                    revisions.accumulateAndGet(present.revision(), Math::max);
                    revision = revisions.incrementAndGet();
                }
            } catch (EncoderUnreachableException e) {
                heard.awaitNanos(Math.min(retryNanos, Math.max(1, deadlineNanos - nanos.getAsLong())));
            }
        }
    }
}
