package dev.rucksack.control.bonding.steering;

import java.util.List;

/** Where people ask the bond for something. Safe from every thread. */
public interface Steering {

    /**
     * Asks. Blocks for eight seconds at most; what takes longer goes on.
     *
     * @param confirmed whether the person knows that it may disturb the stream
     */
    Outcome ask(Request request, boolean confirmed);

    /**
     * The places where the tunnel can end. Blocks for eight seconds at most.
     *
     * @param outcome {@link Outcome.Kind#DONE}, or why there are none
     */
    record Servers(Outcome outcome, List<Server> list) {}

    Servers servers();
}
