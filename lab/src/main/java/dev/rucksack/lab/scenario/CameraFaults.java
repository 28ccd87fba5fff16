package dev.rucksack.lab.scenario;

import dev.rucksack.lab.scenario.Scenario.Act;
import dev.rucksack.lab.scenario.Scenario.Trait;
import java.util.List;

/** The camera and its cable. */
final class CameraFaults {

    private CameraFaults() {}

    static List<Scenario> all() {
        return List.of(
                Scenario.of(
                                "camera-unplug",
                                "The camera's cable comes out for 4 s, picture and sound",
                                Act.lasting(
                                        4,
                                        run -> run.camera().away(true),
                                        run -> run.camera().away(false)),
                                Goals.oneSession(),
                                Goals.noGapInTime(),
                                Goals.slateWithin(0.8),
                                Goals.pictureWithin(2))
                        .with(Trait.COMPARABLE, Trait.SOAK),
                Scenario.of(
                        "camera-unplug-10",
                        "The camera's cable comes out ten times, for 2 s each",
                        run -> {
                            run.fault();
                            for (int i = 0; i < 10; i++) {
                                run.camera().away(true);
                                run.last(2);
                                run.camera().away(false);
                                run.cure();
                                run.last(3);
                            }
                        },
                        Goals.oneSession(),
                        Goals.noGapInTime(),
                        Goals.slateWithin(0.8)),
                Scenario.of(
                        "camera-hung",
                        "The capture device stays open but gives nothing for 5 s, picture and sound",
                        Act.lasting(
                                5,
                                run -> run.camera().hang(true),
                                run -> run.camera().hang(false)),
                        Goals.oneSession(),
                        Goals.noGapInTime(),
                        Goals.slateWithin(0.8),
                        Goals.pictureWithin(2)),
                Scenario.of(
                        "signal-lost",
                        "The camera behind the capture stick goes dark: the stick repeats one picture for 6 s",
                        Act.lasting(
                                6,
                                run -> run.camera().still(true),
                                run -> run.camera().still(false)),
                        Goals.oneSession(),
                        Goals.noGapInTime(),
                        Goals.slateWithin(2.8),
                        Goals.pictureWithin(2),
                        Goals.told("camera-frozen")),
                Scenario.of(
                                "camera-lossy",
                                "The camera loses every fifth frame for 4 s",
                                Act.lasting(
                                        4,
                                        run -> run.camera().loseEvery(5),
                                        run -> run.camera().loseEvery(0)),
                                Goals.oneSession(),
                                Goals.noGapInTime(),
                                Goals.noSlate())
                        .with(Trait.SOAK),
                Scenario.of(
                        "microphone-unplug",
                        "The microphone's cable comes out for 4 s",
                        Act.lasting(
                                4,
                                run -> run.camera().soundAway(true),
                                run -> run.camera().soundAway(false)),
                        Goals.oneSession(),
                        Goals.noGapInTime(),
                        Goals.noSlate(),
                        Goals.soundSilentAtMost(0.5)));
    }
}
