package dev.rucksack.lab.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** The turns as a table: medians and the ratio of medians. */
record BenchReport(BenchSettings settings, List<Turn> turns, double readySeconds) {

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    String markdown() {
        StringBuilder text = new StringBuilder();
        text.append(line(
                "# %dx%d at %d frames, %.1f Mb/s, x264 ultrafast: %d rounds of %d s, in turn%n%n",
                settings.width(),
                settings.height(),
                settings.rate(),
                settings.videoBitsPerSecond() / 1e6,
                settings.rounds(),
                settings.seconds()));
        text.append("JVM ")
                .append(settings.java())
                .append("; medians; the one-liner's camera is closed until the press,");
        text.append(" the product's is open.\n\n");
        text.append("| | one-liner | product | ratio |\n|---|---|---|---|\n");
        row(text, "press to first picture at a viewer, s", Turn::firstPictureSeconds);
        row(text, "camera to viewer, ms", turn -> turn.latencySeconds() * 1000);
        row(text, "CPU seconds per streamed second", Turn::cpuPerSecond);
        row(text, "pictures at the viewer", Turn::pictures);
        text.append(line("%nBoth services ready after %.1f s.%n%n", readySeconds));
        text.append("| process | CPU per streamed second | resident, MB |\n|---|---|---|\n");
        parts(text);
        return text.toString();
    }

    private void row(StringBuilder text, String what, ToDoubleFunction<Turn> figure) {
        double original = median("one-liner", figure);
        double product = median("product", figure);
        text.append(line("| %s | %.3f | %.3f | %.2f |%n", what, original, product, product / original));
    }

    private double median(String contender, ToDoubleFunction<Turn> figure) {
        return median(turns.stream()
                .filter(turn -> turn.contender().equals(contender))
                .mapToDouble(figure)
                .toArray());
    }

    private void parts(StringBuilder text) {
        var byName = new TreeMap<String, List<ProcessCost>>();
        for (Turn turn : turns) {
            for (ProcessCost cost : turn.parts()) {
                byName.merge(cost.name(), List.of(cost), (a, b) -> {
                    var both = new ArrayList<>(a);
                    both.addAll(b);
                    return both;
                });
            }
        }
        byName.forEach((name, costs) -> text.append(line(
                "| %s | %.3f | %.0f |%n",
                name,
                median(costs.stream().mapToDouble(ProcessCost::cpuSeconds).toArray()) / settings.seconds(),
                median(costs.stream().mapToDouble(ProcessCost::residentBytes).toArray()) / 1e6)));
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
