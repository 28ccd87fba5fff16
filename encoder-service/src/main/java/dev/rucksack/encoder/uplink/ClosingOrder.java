package dev.rucksack.encoder.uplink;

/** Whether the uplink is being closed, and until when it may still send. Set once; thread-safe. */
final class ClosingOrder {

    private boolean asked;
    private long deadlineNanos;

    /** @return false if it was asked before */
    synchronized boolean ask(long newDeadlineNanos) {
        if (asked) {
            return false;
        }
        asked = true;
        deadlineNanos = newDeadlineNanos;
        notifyAll();
        return true;
    }

    synchronized boolean asked() {
        return asked;
    }

    synchronized boolean expired(long nowNanos) {
        return asked && nowNanos - deadlineNanos >= 0;
    }

    /** Waits so long, or until it is asked. */
    synchronized void await(long nanos) {
        long millis = nanos / 1_000_000;
        if (asked || millis <= 0) {
            return;
        }
        try {
            wait(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
