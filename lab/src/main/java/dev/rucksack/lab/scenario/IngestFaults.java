package dev.rucksack.lab.scenario;

import dev.rucksack.lab.process.Await;
import dev.rucksack.lab.scenario.Scenario.Act;
import dev.rucksack.lab.scenario.Scenario.Trait;
import java.time.Duration;
import java.util.List;

/** The service that the stream goes to. */
final class IngestFaults {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private IngestFaults() {}

    static List<Scenario> all() {
        return List.of(
                Scenario.of(
                                "ingest-restart",
                                "The ingest is killed and started again at once",
                                run -> {
                                    run.last(6); // a stream that just began has no publisher standing by yet
                                    run.fault();
                                    run.ingest().kill();
                                    run.ingest().again();
                                    run.ingest().awaitOpen();
                                    run.cure();
                                },
                                Goals.backWithin(0.3))
                        .with(Trait.SOAK),
                Scenario.of(
                                "ingest-gone-8",
                                "The ingest is killed and comes back after 8 s",
                                gone(8),
                                Goals.backWithin(0.3))
                        .with(Trait.COMPARABLE),
                Scenario.of(
                        "ingest-gone-60",
                        "The ingest is killed and comes back after 58 s",
                        gone(58),
                        Goals.backWithin(0.3)),
                Scenario.of(
                                "ingest-refuses",
                                "The ingest refuses the key of an order that never published",
                                run -> {
                                    run.ingest().refuseKeys(true);
                                    int before = run.ingest().attempts();
                                    run.fault();
                                    run.product().order("live");
                                    Await.until(
                                            "it gives up",
                                            PATIENCE,
                                            () -> run.product()
                                                    .report()
                                                    .path("state")
                                                    .asString("")
                                                    .equals("fault"));
                                    int asked = run.ingest().attempts() - before;
                                    run.law("attempts before it gives up", "1 to 3", asked, asked >= 1 && asked <= 3);
                                    run.last(5);
                                    int later = run.ingest().attempts() - before;
                                    run.law("attempts after it gave up", "0", later - asked, later == asked);
                                    run.ingest().refuseKeys(false);
                                    run.cure();
                                    run.product().order("live");
                                },
                                Goals.told("ingest-refused-key"))
                        .with(Trait.STARTS_IDLE),
                Scenario.of(
                        "ingest-refuses-later",
                        "The ingest hangs up and refuses a key that was good before, for 10 s",
                        run -> {
                            run.last(6); // by then the key has proven good
                            run.ingest().refuseKeys(true);
                            run.fault();
                            run.ingest().kill();
                            run.ingest().again();
                            run.last(10);
                            run.ingest().refuseKeys(false);
                            run.cure();
                        },
                        Goals.backWithin(15)),
                Scenario.of(
                        "ingest-deaf",
                        "The ingest keeps the connection but reads nothing for 20 s",
                        Act.lasting(
                                20,
                                run -> run.ingest().hold(true),
                                run -> run.ingest().hold(false)),
                        Goals.backWithin(1)),
                Scenario.of(
                        "ingest-mute",
                        "The ingest hangs up; connections to it are accepted again but nobody reads them for 15 s",
                        run -> {
                            run.fault();
                            run.ingest().kill();
                            run.ingest().again();
                            run.ingest().awaitOpen();
                            run.ingest().hold(true);
                            run.last(15);
                            run.ingest().hold(false);
                            run.cure();
                        },
                        Goals.backWithin(1)));
    }

    private static Act gone(double seconds) {
        return Act.lasting(seconds, run -> run.ingest().kill(), run -> {
            run.ingest().again();
            run.ingest().awaitOpen();
        });
    }
}
