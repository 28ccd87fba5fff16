package dev.rucksack.control.bonding;

import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Looks for networks that want a sign-in page, when {@link PortalTiming} says so, on a thread of its own: a look may take long. */
public final class PortalWatch {

    private static final long BEAT_MILLIS = 1_000;
    private static final long PATIENCE_MILLIS = 5_000;

    private final Supplier<Set<String>> inTrouble;
    private final Look look;
    private final LongSupplier nanos;
    private final PortalTiming timing = new PortalTiming();
    private final Thread thread;

    private volatile boolean running = true;

    /** One look. */
    @FunctionalInterface
    public interface Look {

        /** @param inTrouble the links that it is for */
        void at(Set<String> inTrouble) throws InterruptedException;
    }

    /**
     * A watch that has yet to begin.
     *
     * @param name of its thread
     * @param inTrouble the links that should carry and of which nothing says that they got past their network
     */
    public PortalWatch(String name, Supplier<Set<String>> inTrouble, Look look, LongSupplier nanos) {
        this.inTrouble = inTrouble;
        this.look = look;
        this.nanos = nanos;
        this.thread = new Thread(this::work, name);
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Begins no more looks, and interrupts one that is under way. Returns at once. */
    public void stop() {
        running = false;
        thread.interrupt();
    }

    /** Waits for the look that is under way, for five seconds at most. */
    public void awaitEnd() {
        try {
            thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        try {
            while (running) {
                Set<String> links = inTrouble.get();
                if (timing.isDue(links, nanos.getAsLong())) {
                    look.at(links);
                }
                Thread.sleep(BEAT_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
