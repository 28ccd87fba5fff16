package dev.rucksack.control.desk;

import dev.rucksack.control.encoder.Wanted;
import java.util.function.Consumer;

/** The one place where orders enter and where what is so can be read. Safe from every thread. */
public interface Desk {

    /** The latest situation; never waits. */
    Situation situation();

    /**
     * Tells {@code listener} every new situation, in order: on each change and at least each second. The present one is
     * told at once. It is called on the desk's own thread: it must return at once and hand slow work to its own thread.
     *
     * @return ends the subscription when closed; closing twice does nothing
     */
    Subscription subscribe(Consumer<Situation> listener);

    /**
     * Gives an order to the encoder. Blocks for two seconds at most; what is not delivered by then is refused and never
     * delivered later.
     */
    OrderOutcome order(Wanted wanted, OrderSource source);

    /** A running subscription. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
