package dev.rucksack.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerdictsTests {

    @TempDir
    Path directory;

    @Test
    void ofSeveralRunsTheMedianIsShownAndAMissIsAMiss() {
        Verdicts verdicts = new Verdicts(
                Map.of("picture", "640x360"), List.of(ours("calm", 0.1), ours("calm", 0.9), ours("calm", 0.2)));

        assertThat(verdicts.markdown())
                .contains("* picture: 640x360")
                .contains("| calm | 3 | 0.20 | 0.10 | 1 | 34 | – | – |")
                .contains("**missed 1**")
                .contains("* calm: viewer silent, wanted ≤ 0.7 s: 0.90 s (of 3 runs)");
        assertThat(verdicts.lawful()).isTrue();
    }

    @Test
    void aBrokenLawIsNotLawful() {
        Check law = new Check(true, "same connection throughout", "1 session", "2", false);

        assertThat(new Verdicts(Map.of(), List.of(outcome("calm", Outcome.RUCKSACK, 0.1, law))).lawful())
                .isFalse();
        assertThat(new Verdicts(Map.of(), List.of(outcome("calm", "one-liner", 0.1, law))).lawful())
                .isTrue();
    }

    @Test
    void whatIsMeasuredAgainTakesThePlaceOfWhatWas() throws Exception {
        Verdicts earlier = new Verdicts(Map.of(), List.of(ours("kill-capture", 3), ours("calm", 0.3)));
        Path file = Files.writeString(directory.resolve("verdicts.json"), earlier.json());

        Verdicts all = new Verdicts(Map.of(), List.of(ours("kill-capture", 0.1), ours("kill-capture", 0.2)))
                .over(Verdicts.read(file));

        assertThat(all.outcomes())
                .extracting(Outcome::scenario)
                .containsExactly("calm", "kill-capture", "kill-capture");
        assertThat(all.outcomes())
                .extracting(outcome -> outcome.viewer().silentSeconds())
                .containsExactly(0.3, 0.1, 0.2);
    }

    private static Outcome ours(String scenario, double silent) {
        return outcome(
                scenario,
                Outcome.RUCKSACK,
                silent,
                new Check(
                        false,
                        "viewer silent",
                        "≤ 0.7 s",
                        String.format(Locale.ROOT, "%.2f s", silent),
                        silent <= 0.7));
    }

    private static Outcome outcome(String scenario, String who, double silent, Check check) {
        return new Outcome(
                scenario,
                "Something",
                who,
                "2026-01-01T00:00:00Z",
                0,
                new Viewer(1, silent, 0.1, 34, 0, null, null, null, 120, 120, 5.0),
                null,
                null,
                null,
                null,
                Map.of(),
                List.of(),
                List.of(check),
                null);
    }

    @Test
    void whatIsKeptCanBeRead() {
        Path kept = Path.of("results/verdicts.json");
        assertThat(Verdicts.read(kept).outcomes()).isNotEmpty();
    }
}
