package dev.rucksack.lab.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a soak has shown.
 *
 * @param settings on what it ran, name and value
 * @param seconds how long it ran
 * @param faults how often each was caused
 * @param scrapes how often the books were looked at
 * @param imbalances the sums that were wrong
 * @param stretches from each calm moment to the next
 * @param counted what the counters say of the whole time
 * @param sessions publishing sessions that the ingest had
 * @param vitals of encoder-service, every two seconds
 * @param failure a fault that the stream did not get over
 */
record SoakReport(
        Map<String, String> settings,
        double seconds,
        Map<String, Integer> faults,
        long scrapes,
        List<String> imbalances,
        List<Stretch> stretches,
        Books counted,
        int sessions,
        List<Vitals> vitals,
        @Nullable String failure) {

    /**
     * One fault, from the calm before it to the calm after it.
     *
     * @param lost frames lost, by the counters
     * @param unaccounted frames whose fate the counters do not tell, by the ingest's recording
     * @param unrecorded the same by our own recording
     * @param unheard frames of which the counters tell that nobody knows whether they came
     * @param seen how many of those came
     */
    record Stretch(String fault, long lost, long unaccounted, long unrecorded, long unheard, long seen) {}

    /** A figure in the first and in the last quarter of the time, medians, and its highest. */
    private record Growth(String what, double first, double last, double most) {

        /** A tenth more, and one more, is how such figures sway. */
        boolean grows() {
            return last > first * 1.1 + 1;
        }
    }

    long unaccounted() {
        return sum(stretch -> Math.abs(stretch.unaccounted()));
    }

    long unrecorded() {
        return sum(stretch -> Math.abs(stretch.unrecorded()));
    }

    private long sum(ToLongFunction<Stretch> figure) {
        return stretches.stream().mapToLong(figure).sum();
    }

    /** Whether the books were balanced throughout and right, and every fault was got over. What grows is told, and judged by who reads. */
    boolean lawful() {
        return imbalances.isEmpty() && scrapes > 0 && failure == null && unaccounted() == 0 && unrecorded() == 0;
    }

    String markdown() {
        StringBuilder text = new StringBuilder();
        text.append(line("# %.1f minutes of faults in an order of chance%n%n", seconds / 60));
        settings.forEach((name, value) -> text.append(line("* %s: %s%n", name, value)));
        text.append(line("%n| | |%n|---|---|%n"));
        text.append(line("| faults | %d |%n", stretches.size()));
        text.append(line("| publishing sessions | %d |%n", sessions));
        text.append(line("| books looked at | %d times, %d times wrong |%n", scrapes, imbalances.size()));
        text.append(line("| frames from the camera | %d |%n", counted.captured()));
        text.append(line(
                "| frames lost: capture / surplus / encode / uplink | %d / %d / %d / %d |%n",
                counted.lostAtCapture(), counted.surplus(), counted.lostAtEncoder(), counted.lostOnUplink()));
        text.append(line(
                "| frames not accounted for: at the ingest; in our recording | %d; %d |%n",
                unaccounted(), unrecorded()));
        text.append(line(
                "| frames lost and unheard; of these seen | %d; %d |%n", sum(Stretch::unheard), sum(Stretch::seen)));
        if (failure != null) {
            text.append(line("| **ended early** | %s |%n", failure));
        }
        text.append(line("%n| encoder-service | first quarter | last quarter | most | |%n|---|---|---|---|---|%n"));
        for (Growth growth : growths()) {
            text.append(line(
                    "| %s | %.1f | %.1f | %.1f | %s |%n",
                    growth.what(),
                    growth.first(),
                    growth.last(),
                    growth.most(),
                    growth.grows() ? "**grows**" : "flat"));
        }
        text.append(line("%n| fault | times | frames lost | not accounted for |%n|---|---|---|---|%n"));
        faults.forEach((fault, times) -> {
            List<Stretch> of = stretches.stream()
                    .filter(stretch -> stretch.fault().equals(fault))
                    .toList();
            text.append(line(
                    "| %s | %d | %d | %s |%n",
                    fault,
                    times,
                    of.stream().mapToLong(Stretch::lost).sum(),
                    String.join(
                            " ",
                            of.stream()
                                    .map(Stretch::unaccounted)
                                    .map(String::valueOf)
                                    .toList())));
        });
        return text.toString();
    }

    String json() {
        return JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n";
    }

    private List<Growth> growths() {
        List<Growth> growths = new ArrayList<>();
        growths.add(growth("threads", Vitals::threads, 1));
        growths.add(growth("open files", Vitals::files, 1));
        growths.add(growth("resident, MB", Vitals::residentBytes, 1e6));
        growths.add(growth("processes below it", Vitals::children, 1));
        growths.add(growth("resident of those, MB", Vitals::childrenResidentBytes, 1e6));
        return growths;
    }

    private Growth growth(String what, ToLongFunction<Vitals> figure, double unit) {
        int quarter = Math.max(1, vitals.size() / 4);
        return new Growth(
                what,
                median(vitals.subList(0, Math.min(quarter, vitals.size())), figure) / unit,
                median(vitals.subList(Math.max(0, vitals.size() - quarter), vitals.size()), figure) / unit,
                vitals.stream().mapToLong(figure).max().orElse(0) / unit);
    }

    private static double median(List<Vitals> some, ToLongFunction<Vitals> figure) {
        return some.isEmpty()
                ? 0
                : Verdicts.median(some.stream()
                        .map(vitals -> (double) figure.applyAsLong(vitals))
                        .toList());
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
