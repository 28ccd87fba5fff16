package dev.rucksack.lab.scenario;

import dev.rucksack.lab.process.Signals;
import dev.rucksack.lab.scenario.Scenario.Act;
import dev.rucksack.lab.scenario.Scenario.Trait;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The computer and our own service. */
final class HostFaults {

    private HostFaults() {}

    static List<Scenario> all() {
        return List.of(
                Scenario.of(
                                "disk-full",
                                "Somebody else's file fills the disk of our recordings to the last byte for 8 s",
                                Act.lasting(
                                        8,
                                        run -> run.rig().disk().fill(),
                                        run -> run.rig().disk().clear()),
                                Goals.oneSession(),
                                Goals.noGapInTime(),
                                Goals.noSlate(),
                                Goals.told("disk-full"))
                        .with(Trait.SMALL_DISK),
                Scenario.of(
                                "clock-jump",
                                "The time of day jumps an hour ahead, then an hour behind, 4 s each",
                                HostFaults::jump,
                                Goals.oneSession(),
                                Goals.noGapInTime(),
                                Goals.noSlate(),
                                Goals.lostNothing())
                        .with(Trait.WALL_CLOCK),
                Scenario.of(
                                "service-pause",
                                "encoder-service stands still for 2 s, its ffmpeg processes do not",
                                Act.lasting(
                                        2,
                                        run -> Signals.stop(run.product().pid()),
                                        run -> Signals.go(run.product().pid())),
                                Goals.oneSession(),
                                Goals.silentBeyondOutage(0.7),
                                Goals.restartedNothing(),
                                Goals.untold("camera-no-signal"),
                                Goals.untold("no-audio-device"),
                                Goals.untold("encoder-too-slow"))
                        .with(Trait.SOAK),
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

    private static void jump(Run run) throws Exception {
        double before = liveSeconds(run);
        long start = System.nanoTime();
        run.fault();
        run.rig().wallClock().set(Duration.ofHours(1));
        run.last(4);
        Duration ahead = Duration.between(Instant.now(), run.product().timeOfDay());
        run.rig().wallClock().set(Duration.ofHours(-1));
        run.last(4);
        Duration behind = Duration.between(Instant.now(), run.product().timeOfDay());
        run.rig().wallClock().set(Duration.ZERO);
        run.cure();
        run.law("it was an hour ahead", "59 to 60 min", ahead.toMinutes() + " min", ahead.toMinutes() >= 59);
        run.law("it was an hour behind", "-60 min", behind.toMinutes() + " min", behind.toMinutes() <= -60);
        double went = liveSeconds(run) - before;
        double passed = (System.nanoTime() - start) / 1e9;
        run.law(
                "time on air goes on as before",
                "as long as it took",
                String.format(Locale.ROOT, "%.0f s", went),
                Math.abs(went - passed) < 2);
    }

    private static double liveSeconds(Run run) throws Exception {
        return run.product().report().required("liveSeconds").asDouble();
    }
}
