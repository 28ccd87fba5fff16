package dev.rucksack.lab.scenario;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The outcomes as a table. Of a scenario that ran more than once the medians are shown; a goal that was missed once is shown as
 * missed, with how often.
 *
 * @param settings on what they were measured, name and value
 */
record Verdicts(Map<String, String> settings, List<Outcome> outcomes) {

    /** Reads what was measured before a count was added, too: there it was 0. */
    private static final JsonMapper KEPT = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    String json() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("settings", settings);
        all.put("outcomes", outcomes);
        return JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n";
    }

    static Verdicts read(Path file) {
        var tree = KEPT.readTree(file.toFile());
        Map<String, String> settings = new LinkedHashMap<>();
        tree.required("settings")
                .properties()
                .forEach(entry -> settings.put(entry.getKey(), entry.getValue().asString("")));
        List<Outcome> outcomes = new ArrayList<>();
        tree.required("outcomes").forEach(node -> outcomes.add(KEPT.treeToValue(node, Outcome.class)));
        return new Verdicts(settings, outcomes);
    }

    /** These, and of the earlier ones those that were not measured again. */
    Verdicts over(Verdicts earlier) {
        List<Outcome> all = new ArrayList<>();
        for (Outcome outcome : earlier.outcomes) {
            if (outcomes.stream()
                    .noneMatch(now -> now.scenario().equals(outcome.scenario())
                            && now.who().equals(outcome.who()))) {
                all.add(outcome);
            }
        }
        all.addAll(outcomes);
        List<String> order = Catalogue.all().stream().map(Scenario::name).toList();
        all.sort(Comparator.comparing((Outcome outcome) -> !outcome.who().equals(Outcome.RUCKSACK))
                .thenComparingInt(outcome -> order.indexOf(outcome.scenario()))
                .thenComparing(Outcome::who));
        return new Verdicts(settings, all);
    }

    boolean lawful() {
        return outcomes.stream().allMatch(Outcome::lawful);
    }

    String markdown() {
        StringBuilder text = new StringBuilder();
        settings.forEach((name, value) ->
                text.append("* ").append(name).append(": ").append(value).append('\n'));
        text.append("""

                | scenario | runs | viewer silent, s | sound missing, s | sessions | step in time, ms | slate after, s | picture after cure, s \
                | lost: capture / encode / uplink | not accounted for: ingest / recording | recording lacks | verdict |
                |---|---|---|---|---|---|---|---|---|---|---|---|
                """);
        groups().forEach((name, runs) -> row(text, name, runs));
        missed(text);
        return text.toString();
    }

    /** Runs of the same scenario by the same contender, in order of appearance. */
    private Map<String, List<Outcome>> groups() {
        return outcomes.stream()
                .collect(Collectors.groupingBy(
                        outcome -> outcome.scenario()
                                + (outcome.who().equals(Outcome.RUCKSACK) ? "" : ", " + outcome.who()),
                        LinkedHashMap::new,
                        Collectors.toList()));
    }

    private static void row(StringBuilder text, String name, List<Outcome> runs) {
        List<Check> checks = runs.stream().flatMap(run -> run.checks().stream()).toList();
        long met = checks.stream().filter(Check::met).count();
        List<String> failures = runs.stream()
                .map(Outcome::failure)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        String verdict = !failures.isEmpty()
                ? "**" + String.join("; ", failures) + "**"
                : checks.isEmpty() ? "" : met == checks.size() ? "met" : "**missed " + (checks.size() - met) + "**";
        text.append(String.join(
                        " | ",
                        "| " + name,
                        String.valueOf(runs.size()),
                        figure(runs, "%.2f", Viewer::silentSeconds),
                        figure(runs, "%.2f", Viewer::silentSoundSeconds),
                        figure(runs, "%.0f", Viewer::sessions),
                        figure(runs, "%.0f", Viewer::timestampGapMillis),
                        figure(runs, "%.2f", Viewer::slateAfterSeconds),
                        figure(runs, "%.2f", Viewer::pictureAfterSeconds),
                        lost(runs),
                        unaccounted(runs),
                        runs.stream()
                                .map(Outcome::recordingLacks)
                                .filter(Objects::nonNull)
                                .map(String::valueOf)
                                .collect(Collectors.joining("; ")),
                        verdict))
                .append(" |\n");
    }

    private static String figure(List<Outcome> runs, String format, Function<Viewer, @Nullable Number> figure) {
        return runs.stream()
                .map(Outcome::viewer)
                .filter(Objects::nonNull)
                .map(figure)
                .filter(Objects::nonNull)
                .map(Number::doubleValue)
                .collect(Collectors.collectingAndThen(
                        Collectors.toList(),
                        values -> values.isEmpty() ? "–" : String.format(Locale.ROOT, format, median(values))));
    }

    private static String lost(List<Outcome> runs) {
        return runs.stream()
                .map(Outcome::counted)
                .filter(Objects::nonNull)
                .map(books -> books.lostAtCapture() + " / " + books.lostAtEncoder() + " / " + books.lostOnUplink())
                .collect(Collectors.joining("; "));
    }

    private static String unaccounted(List<Outcome> runs) {
        return runs.stream()
                .filter(run -> run.ingest() != null || run.recording() != null)
                .map(run -> unaccounted(run.ingest()) + " / " + unaccounted(run.recording()))
                .collect(Collectors.joining("; "));
    }

    private static String unaccounted(@Nullable Proof proof) {
        return proof == null ? "–" : proof.unaccounted() + (proof.seen() == 0 ? "" : " (" + proof.seen() + " seen)");
    }

    private void missed(StringBuilder text) {
        text.append("\nGoals missed:\n\n");
        int before = text.length();
        groups().forEach((name, runs) -> {
            Map<String, List<String>> missed = new TreeMap<>();
            for (Outcome run : runs) {
                String failure = run.failure();
                if (failure != null) {
                    missed.computeIfAbsent("failed", key -> new ArrayList<>()).add(failure);
                }
                run.checks().stream()
                        .filter(check -> !check.met())
                        .forEach(check -> missed.computeIfAbsent(
                                        check.what() + ", wanted " + check.wanted(), key -> new ArrayList<>())
                                .add(check.found()));
            }
            missed.forEach((what, found) -> text.append("* ")
                    .append(name)
                    .append(": ")
                    .append(what)
                    .append(": ")
                    .append(String.join(", ", found))
                    .append(found.size() < runs.size() ? " (of " + runs.size() + " runs)" : "")
                    .append('\n'));
        });
        if (text.length() == before) {
            text.append("none\n");
        }
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }
}
