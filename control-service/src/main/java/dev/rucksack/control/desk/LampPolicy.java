package dev.rucksack.control.desk;

import dev.rucksack.control.panel.Lamp;

/** Which lamp says a situation: the state's own, and {@code stale} for a state that this version does not know. */
final class LampPolicy {

    private LampPolicy() {}

    static Lamp of(Situation situation) {
        return Lamp.of(situation.state()).orElse(Lamp.STALE);
    }
}
