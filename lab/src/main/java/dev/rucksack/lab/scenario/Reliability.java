package dev.rucksack.lab.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code docs/reliability.md}: what is promised, what was measured, and what was missed; from {@code lab/results/verdicts.json}. */
final class Reliability {

    private static final String LAYOUT = "reliability.md";

    /** One line of the goals: which figure of which scenario, and its bound in seconds. */
    private record Number(String what, String scenario, double bound, Function<Outcome, @Nullable Double> figure) {}

    private static final List<Number> NUMBERS = List.of(
            new Number("camera gone → slate at the viewer", "camera-unplug", 0.8, of(Viewer::slateAfterSeconds)),
            new Number("camera back → picture at the viewer", "camera-unplug", 2, of(Viewer::pictureAfterSeconds)),
            new Number("black hole of 20 s: viewer silent beyond it", "black-hole-20", 1, Reliability::beyond),
            new Number("black hole of 60 s: viewer silent beyond it", "black-hole-60", 1, Reliability::beyond),
            new Number("ingest gone for 8 s → publishing again", "ingest-gone-8", 0.3, of(Viewer::backAfterSeconds)),
            new Number("ingest gone for 58 s → publishing again", "ingest-gone-60", 0.3, of(Viewer::backAfterSeconds)),
            new Number("`kill -9` of capture: viewer silent", "kill-capture", 0.7, of(Viewer::silentSeconds)),
            new Number("`kill -9` of the microphone: viewer silent", "kill-microphone", 0.7, of(Viewer::silentSeconds)),
            new Number("`kill -9` of the publisher: viewer silent", "kill-publisher", 0.7, of(Viewer::silentSeconds)),
            new Number("`kill -9` of the encoder: viewer silent", "kill-encoder", 1.2, of(Viewer::silentSeconds)),
            new Number(
                    "`kill -9` of encoder-service, started again → picture",
                    "kill-service",
                    3,
                    of(Viewer::backAfterSeconds)),
            new Number(
                    "`kill -9` of encoder-service: our recording lacks, s",
                    "kill-service",
                    1,
                    Reliability::lackingSeconds),
            new Number("power cut: our recording lacks, s", "power-cut", 2, Reliability::lackingSeconds),
            new Number("black hole of 60 s: our recording lacks, s", "black-hole-60", 0, Reliability::lackingSeconds));

    private final Path root;

    /** @param root the checkout */
    Reliability(Path root) {
        this.root = root;
    }

    private static Function<Outcome, @Nullable Double> of(Function<Viewer, @Nullable Double> figure) {
        return outcome -> outcome.viewer() == null ? null : figure.apply(outcome.viewer());
    }

    private static @Nullable Double beyond(Outcome outcome) {
        Viewer viewer = outcome.viewer();
        return viewer == null ? null : viewer.silentSeconds() - outcome.outageSeconds();
    }

    private static @Nullable Double lackingSeconds(Outcome outcome) {
        Long lacks = outcome.recordingLacks();
        return lacks == null ? null : lacks / (double) RigSettings.RATE;
    }

    /** Writes both files anew, with these in place of what was there of the same scenarios. */
    void add(Verdicts now) throws IOException {
        Path results = Files.createDirectories(root.resolve("lab/results")).resolve("verdicts.json");
        Verdicts all = now.over(Files.exists(results) ? Verdicts.read(results) : new Verdicts(Map.of(), List.of()));
        Files.writeString(results, all.json());
        Files.writeString(Files.createDirectories(root.resolve("docs")).resolve("reliability.md"), page(all));
    }

    private static String page(Verdicts all) throws IOException {
        try (InputStream in = Reliability.class.getResourceAsStream(LAYOUT)) {
            String layout = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            List<String> times =
                    all.outcomes().stream().map(Outcome::at).sorted().toList();
            return layout.replace("{numbers}", numbers(all))
                    .replace("{verdicts}", all.markdown())
                    .replace("{from}", times.isEmpty() ? "" : times.get(0))
                    .replace("{to}", times.isEmpty() ? "" : times.get(times.size() - 1));
        }
    }

    private static String numbers(Verdicts all) {
        StringBuilder text = new StringBuilder();
        text.append("| s | goal | rucksack: median (lowest to highest, runs) | one-liner | tee+fifo |\n");
        text.append("|---|---|---|---|---|\n");
        for (Number number : NUMBERS) {
            List<Double> ours = figures(all, number, Outcome.RUCKSACK);
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | ≤ %.1f | %s | %s | %s |%n",
                    number.what(),
                    number.bound(),
                    ours(ours, number.bound()),
                    theirs(all, number, Original.ONE_LINER),
                    theirs(all, number, Original.TEE_FIFO)));
        }
        return text.toString();
    }

    private static List<Double> figures(Verdicts all, Number number, String who) {
        List<Double> figures = new ArrayList<>();
        for (Outcome outcome : all.outcomes()) {
            if (outcome.scenario().equals(number.scenario()) && outcome.who().equals(who)) {
                Double figure = number.figure().apply(outcome);
                if (figure != null) {
                    figures.add(figure);
                }
            }
        }
        return figures.stream().sorted().toList();
    }

    private static String ours(List<Double> figures, double bound) {
        if (figures.isEmpty()) {
            return "not measured";
        }
        double median = Verdicts.median(figures);
        return String.format(
                Locale.ROOT,
                "%s%.2f%s (%.2f to %.2f, %d)",
                median <= bound ? "" : "**",
                median,
                median <= bound ? "" : "** missed",
                figures.get(0),
                figures.get(figures.size() - 1),
                figures.size());
    }

    private static String theirs(Verdicts all, Number number, Original original) {
        List<Outcome> runs = all.outcomes().stream()
                .filter(outcome -> outcome.scenario().equals(number.scenario())
                        && outcome.who().equals(original.title()))
                .toList();
        List<String> failures = runs.stream()
                .map(Outcome::failure)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        if (!failures.isEmpty()) {
            return String.join("; ", failures);
        }
        List<Double> figures = figures(all, number, original.title());
        return figures.isEmpty() ? "–" : String.format(Locale.ROOT, "%.2f (%d)", Verdicts.median(figures), runs.size());
    }
}
