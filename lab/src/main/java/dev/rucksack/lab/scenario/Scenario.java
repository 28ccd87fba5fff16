package dev.rucksack.lab.scenario;

import java.util.ArrayList;
import java.util.List;

/**
 * One thing that goes wrong.
 *
 * @param name how it is called on the command line
 * @param what goes wrong, in a sentence
 * @param act causes it and cures it; the stream is live and calm before, and expected to be so again after
 * @param goals what is asked of the product beyond what is asked of it always ({@link Goals#always()})
 * @param traits where it differs from the usual
 */
record Scenario(String name, String what, Act act, List<Goal> goals, List<Trait> traits) {

    /** Causes and cures. */
    interface Act {
        void on(Run run) throws Exception;

        /** A cause that lasts for so long and is cured then. */
        static Act lasting(double seconds, Act cause, Act cure) {
            return run -> {
                run.fault();
                cause.on(run);
                run.last(seconds);
                cure.on(run);
                run.cure();
            };
        }
    }

    /** What is unusual about a scenario. */
    enum Trait {
        /** Among the random faults of a soak. */
        SOAK,
        /** Nothing but camera, ingest and link are touched: the one-liner can be put to it, too. */
        COMPARABLE,
        /** Our recordings lie on a disk that can be filled; what they then lack is no fault, if it is counted. */
        SMALL_DISK,
        /** Our service and all below it go by a time of day of their own. */
        WALL_CLOCK,
        /** The counters die with the service: only what comes after it can be proven by them. */
        COUNTERS_DIE,
        /**
         * Pictures wait in queues for longer than a second and come late, and some never: until all that is late has come nobody can tell
         * the two apart, and a count never falls. How far it is off is a goal here and no law; what was counted too many is made up by
         * later losses, so the service ends with it.
         */
        LATE_PICTURES,
        /** The act goes live by itself: there is nothing to prove before. */
        STARTS_IDLE
    }

    static Scenario of(String name, String what, Act act, Goal... goals) {
        return new Scenario(name, what, act, List.of(goals), List.of());
    }

    Scenario with(Trait... more) {
        List<Trait> all = new ArrayList<>(traits);
        all.addAll(List.of(more));
        return new Scenario(name, what, act, goals, List.copyOf(all));
    }

    /** Whether the service is not to be used again after it. */
    boolean endsItsService() {
        return is(Trait.SMALL_DISK) || is(Trait.WALL_CLOCK) || is(Trait.LATE_PICTURES);
    }

    boolean is(Trait trait) {
        return traits.contains(trait);
    }
}
