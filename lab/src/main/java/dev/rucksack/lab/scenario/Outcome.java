package dev.rucksack.lab.scenario;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of one scenario.
 *
 * @param scenario its name
 * @param what went wrong
 * @param who was put to it: {@code rucksack}, {@code one-liner}, {@code tee+fifo}
 * @param at when it was over, ISO 8601
 * @param outageSeconds from cause to cure
 * @param viewer what came in at the ingest; null when it did not get that far
 * @param counted what the counters say
 * @param ingest the proof by the ingest's recording
 * @param recording the proof by our own recording
 * @param recordingLacks numbers that the ingest has and our own recording has not
 * @param restarts processes started again
 * @param words faults and cautions told
 * @param checks the goals, judged
 * @param failure why it could not be finished; null when it could
 */
public record Outcome(
        String scenario,
        String what,
        String who,
        String at,
        double outageSeconds,
        @Nullable Viewer viewer,
        @Nullable Books counted,
        @Nullable Proof ingest,
        @Nullable Proof recording,
        @Nullable Long recordingLacks,
        Map<String, Long> restarts,
        List<String> words,
        List<Check> checks,
        @Nullable String failure) {

    static final String RUCKSACK = "rucksack";

    /** What came in of somebody who has no counters. */
    static Outcome seen(Scenario scenario, String who, Times times, Viewer viewer, @Nullable String failure) {
        return new Outcome(
                scenario.name(),
                scenario.what(),
                who,
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                times.outageSeconds(),
                viewer,
                null,
                null,
                null,
                null,
                Map.of(),
                List.of(),
                List.of(),
                failure);
    }

    static Outcome of(Scenario scenario, String who, Evidence seen, List<Check> checks) {
        return new Outcome(
                scenario.name(),
                scenario.what(),
                who,
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                seen.times().outageSeconds(),
                seen.viewer(),
                seen.counted(),
                seen.ingest(),
                seen.recording(),
                seen.recordingLacks(),
                seen.restarts(),
                seen.words(),
                checks,
                null);
    }

    static Outcome failed(Scenario scenario, String who, List<Check> checks, String failure) {
        return new Outcome(
                scenario.name(),
                scenario.what(),
                who,
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                0,
                null,
                null,
                null,
                null,
                null,
                Map.of(),
                List.of(),
                checks,
                failure);
    }

    /** Whether every law was kept; none binds those we are compared with. */
    public boolean lawful() {
        return !who.equals(RUCKSACK)
                || failure == null && checks.stream().allMatch(check -> check.met() || !check.law());
    }
}
