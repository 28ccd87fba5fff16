package dev.rucksack.lab.process;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Waiting for what another process does: looked at again and again, and said plainly when it does not come. */
public final class Await {

    private static final long POLL_MILLIS = 20;

    /** What is waited for; may fail as long as the other is not there. */
    @FunctionalInterface
    public interface Condition {
        boolean holds() throws Exception;
    }

    /** It did not come in time. */
    public static final class InVain extends IllegalStateException {
        InVain(String message, @Nullable Exception last) {
            super(message, last);
        }
    }

    private Await() {}

    /**
     * Waits until it holds; a look that fails counts as "not yet".
     *
     * @param what for the message: "waited 10 s in vain until …"
     * @throws InVain when it does not hold in time, with the last failure as cause
     */
    public static void until(String what, Duration longest, Condition condition) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        @Nullable Exception last = null;
        while (true) {
            try {
                if (condition.holds()) {
                    return;
                }
                last = null;
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                last = e;
            }
            if (System.nanoTime() - end > 0) {
                throw new InVain("Waited " + longest.toSeconds() + " s in vain until " + what, last);
            }
            Thread.sleep(POLL_MILLIS);
        }
    }
}
