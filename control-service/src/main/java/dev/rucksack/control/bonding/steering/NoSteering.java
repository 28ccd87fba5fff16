package dev.rucksack.control.bonding.steering;

import java.util.List;

/** A bond that cannot be steered. */
public final class NoSteering implements Steering {

    @Override
    public Outcome ask(Request request, boolean confirmed) {
        return Outcome.NO_STEERING;
    }

    @Override
    public Servers servers() {
        return new Servers(Outcome.NO_STEERING, List.of());
    }
}
