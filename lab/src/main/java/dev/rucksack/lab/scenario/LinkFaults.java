package dev.rucksack.lab.scenario;

import dev.rucksack.lab.scenario.Scenario.Act;
import dev.rucksack.lab.scenario.Scenario.Trait;
import java.util.List;

/** The way to the ingest. */
final class LinkFaults {

    private LinkFaults() {}

    static List<Scenario> all() {
        return List.of(
                blackHole(5).with(Trait.SOAK),
                blackHole(20).with(Trait.COMPARABLE, Trait.SOAK),
                blackHole(60).with(Trait.COMPARABLE),
                loss(1).with(Trait.SOAK),
                loss(5));
    }

    private static Scenario blackHole(int seconds) {
        return Scenario.of(
                "black-hole-" + seconds,
                "Every packet to and from the ingest vanishes for " + seconds + " s; the ingest does not take over",
                Act.lasting(
                        seconds,
                        run -> run.link().blackHole(run.ingest().port()),
                        run -> run.link().clear()),
                Goals.silentBeyondOutage(1));
    }

    private static Scenario loss(int percent) {
        return Scenario.of(
                "loss-" + percent,
                percent + " % of the packets to and from the ingest vanish for 20 s",
                Act.lasting(
                        20,
                        run -> run.link().lose(run.ingest().port(), percent),
                        run -> run.link().clear()),
                Goals.oneSession(),
                Goals.silentAtMost(1),
                Goals.lostNothing());
    }
}
