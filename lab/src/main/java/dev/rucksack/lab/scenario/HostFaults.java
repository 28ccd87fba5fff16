package dev.rucksack.lab.scenario;

import dev.rucksack.lab.process.Signals;
import dev.rucksack.lab.scenario.Scenario.Trait;
import java.util.List;

/** The computer and our own service. */
final class HostFaults {

    private HostFaults() {}

    static List<Scenario> all() {
        return List.of(
                Scenario.of(
                                "disk-full",
                                "Somebody else's file fills the disk of our recordings for 8 s",
                                run -> {
                                    run.fault();
                                    run.rig().disk().fill();
                                    run.last(8);
                                    run.rig().disk().clear();
                                    run.cure();
                                },
                                Goals.oneSession(),
                                Goals.noGapInTime(),
                                Goals.noSlate(),
                                Goals.told("disk-full"))
                        .with(Trait.SMALL_DISK),
                Scenario.of(
                                "service-pause",
                                "encoder-service stands still for 2 s, its ffmpeg processes do not",
                                run -> {
                                    run.fault();
                                    Signals.stop(run.product().pid());
                                    run.last(2);
                                    Signals.go(run.product().pid());
                                    run.cure();
                                },
                                Goals.oneSession(),
                                Goals.silentBeyondOutage(0.7))
                        .with(Trait.SHORT, Trait.SOAK),
                Scenario.of(
                                "kill-service",
                                "SIGKILL to encoder-service, which is started again at once",
                                run -> {
                                    run.fault();
                                    run.product().kill();
                                    run.product().again();
                                    run.cure();
                                    run.product().awaitReady();
                                },
                                Goals.backWithin(3),
                                Goals.recordingLacksAtMost(30))
                        .with(Trait.COUNTERS_DIE),
                Scenario.of(
                                "power-cut",
                                "SIGKILL to encoder-service and all that it started, at once; started again after 2 s",
                                run -> {
                                    run.fault();
                                    run.product().killAll();
                                    run.last(2);
                                    run.product().again();
                                    run.cure();
                                    run.product().awaitReady();
                                },
                                Goals.backWithin(3),
                                Goals.recordingLacksAtMost(60))
                        .with(Trait.COUNTERS_DIE));
    }
}
