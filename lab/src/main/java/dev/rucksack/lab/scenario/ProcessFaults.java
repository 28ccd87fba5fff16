package dev.rucksack.lab.scenario;

import dev.rucksack.lab.process.Signals;
import dev.rucksack.lab.scenario.Scenario.Trait;
import java.util.ArrayList;
import java.util.List;

/** The ffmpeg processes, each killed, held and slowed. */
final class ProcessFaults {

    private static final double SHARE = 0.5;
    private static final double SLOW_SECONDS = 5;

    private ProcessFaults() {}

    static List<Scenario> all() {
        List<Scenario> all = new ArrayList<>();
        all.add(killed("capture", Goals.oneSession(), Goals.noGapInTime(), Goals.silentAtMost(0.7)));
        Goal soundGoesOn = Goals.soundSilentAtMost(0.7);
        all.add(killed("microphone", Goals.oneSession(), Goals.noGapInTime(), Goals.silentAtMost(0.7), soundGoesOn));
        all.add(killed(
                "encoder", Goals.oneSession(), Goals.silentAtMost(1.2), soundGoesOn, Goals.untold("encoder-too-slow")));
        all.add(killed("audio-encoder", Goals.oneSession(), Goals.noGapInTime(), Goals.silentAtMost(0.7), soundGoesOn));
        all.add(killed("publisher", Goals.noGapInTime(), Goals.silentAtMost(0.7), soundGoesOn, Goals.lostNothing()));
        all.add(held("capture", Goals.oneSession(), Goals.noGapInTime(), Goals.slateWithin(0.8)));
        all.add(held("microphone", Goals.oneSession(), Goals.noGapInTime(), soundGoesOn));
        all.add(held("encoder", Goals.oneSession(), soundGoesOn));
        // what hangs is let go after two seconds, and what follows has its share of a second to start
        all.add(held("audio-encoder", Goals.oneSession(), Goals.noGapInTime(), Goals.soundSilentAtMost(3.5)));
        all.add(held("publisher", Goals.noGapInTime()));
        all.add(slowed("capture").with(Trait.LATE_PICTURES));
        all.add(slowed("microphone"));
        all.add(slowed("encoder", Goals.told("encoder-too-slow")));
        all.add(slowed("audio-encoder"));
        all.add(slowed("publisher"));
        return all;
    }

    private static Scenario killed(String process, Goal... goals) {
        return Scenario.of(
                        "kill-" + process,
                        "SIGKILL to the process " + process,
                        run -> {
                            long pid = run.product().child(process).pid();
                            run.fault();
                            Signals.kill(pid);
                            run.cure();
                            run.awaitReplaced(process, pid);
                        },
                        goals)
                .with(Trait.SOAK);
    }

    private static Scenario held(String process, Goal... goals) {
        return Scenario.of(
                "hold-" + process,
                "SIGSTOP to the process " + process + ", for good",
                run -> {
                    long pid = run.product().child(process).pid();
                    run.fault();
                    Signals.stop(pid);
                    run.awaitReplaced(process, pid);
                    run.cure();
                    Signals.go(pid);
                },
                goals);
    }

    private static Scenario slowed(String process, Goal... more) {
        List<Goal> goals = new ArrayList<>(List.of(Goals.oneSession(), Goals.silentAtMost(0.7)));
        goals.addAll(List.of(more));
        return Scenario.of(
                "slow-" + process,
                String.format(
                        "The process %s gets %.0f %% of the processor time that it needs for %.0f s",
                        process, SHARE * 100, SLOW_SECONDS),
                run -> {
                    long pid = run.product().child(process).pid();
                    double needs = run.needs(pid);
                    run.fault();
                    run.starve(pid, needs, SHARE, SLOW_SECONDS);
                    run.cure();
                },
                goals.toArray(Goal[]::new));
    }
}
