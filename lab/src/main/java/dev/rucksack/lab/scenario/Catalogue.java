package dev.rucksack.lab.scenario;

import java.util.ArrayList;
import java.util.List;

/** Every scenario there is. A new one is an entry in the class of its kind. */
final class Catalogue {

    private static final Scenario CALM = Scenario.of(
            "calm",
            "Nothing, for 5 s: what the rest is measured against",
            run -> {
                run.fault();
                run.last(5);
                run.cure();
            },
            Goals.oneSession(),
            Goals.noGapInTime(),
            Goals.noSlate(),
            Goals.lostNothing());

    private Catalogue() {}

    static List<Scenario> all() {
        List<Scenario> all = new ArrayList<>(List.of(CALM));
        all.addAll(CameraFaults.all());
        all.addAll(ProcessFaults.all());
        all.addAll(IngestFaults.all());
        all.addAll(LinkFaults.all());
        all.addAll(HostFaults.all());
        return List.copyOf(all);
    }

    /**
     * Those of these names, in the order of the catalogue.
     *
     * @throws IllegalArgumentException with a sentence, where a name is none
     */
    static List<Scenario> named(List<String> names) {
        List<Scenario> all = all();
        for (String name : names) {
            if (all.stream().noneMatch(scenario -> scenario.name().equals(name))) {
                throw new IllegalArgumentException(
                        "There is no scenario " + name + ". `lab scenario --list` shows all of them.");
            }
        }
        return all.stream().filter(scenario -> names.contains(scenario.name())).toList();
    }
}
