package dev.rucksack.encoder.uplink;

/** Whether the uplink is being closed, and until when it may still send. Set once; thread-safe. */
final class ClosingOrder {

    private boolean asked;
    private boolean news;
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
        long deadline = System.nanoTime() + nanos;
        for (long left = nanos; left > 0 && !asked; left = deadline - System.nanoTime()) {
            pause(left);
        }
    }

    /** Waits so long, or until it is asked, or somebody has {@link #news}. */
    synchronized void awaitNews(long nanos) {
        if (!asked && !news) {
            pause(nanos);
        }
        news = false;
    }

    /** Something has happened that whoever waits should look at. */
    synchronized void news() {
        news = true;
        notifyAll();
    }

    private void pause(long nanos) {
        try {
            wait(Math.max(1, nanos / 1_000_000));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            asked = true;
        }
    }
}
