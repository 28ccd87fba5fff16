package dev.rucksack.lab.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;

/** The turns as a table: medians and the ratio of medians. */
record BenchReport(BenchSettings settings, List<Turn> turns, double readySeconds, String jvm) {

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    private static final double NO_GOAL = Double.NaN;
    private static final double READY_SECONDS = 3;

    /** What each service may have resident, MB. */
    private static final Map<String, Integer> RESIDENT = Map.of("encoder-service", 190, "control-service", 150);

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
        text.append(line(
                "%s, the images' flags; %s with %d processors. Medians. Each contender streams %d s once before anything is"
                        + " measured, then 3 s in each turn. The one-liner's camera is always closed until the press. Closed"
                        + " means for the product that the camera is plugged in at the moment of the press.%n%n",
                jvm, System.getProperty("os.arch"), Runtime.getRuntime().availableProcessors(), Bench.WARM_UP_SECONDS));
        text.append("| | one-liner | product | ratio | goal |\n|---|---|---|---|---|\n");
        press(
                text,
                "press to first keyframe at the ingest, camera open, s",
                0.5,
                Turn.Camera.OPEN,
                Turn::keyframeSeconds);
        press(
                text,
                "press to first keyframe at the ingest, camera closed, s",
                NO_GOAL,
                Turn.Camera.CLOSED,
                Turn::keyframeSeconds);
        press(
                text,
                "press to first camera picture at the ingest, camera closed, s",
                1.0,
                Turn.Camera.CLOSED,
                Turn::cameraSeconds);
        row(text, "camera to viewer, ms", 1.2, turn -> turn.flow().latencySeconds() * 1000);
        row(text, "CPU seconds per streamed second", 1.5, turn -> turn.flow().cpuPerSecond());
        row(text, "pictures at the viewer", NO_GOAL, turn -> turn.flow().pictures());
        text.append(line(
                "%nRound by round, for the machine is shared: CPU ratio %s; camera to viewer in ms, one-liner and product, %s.%n",
                rounds(Turn.Flow::cpuPerSecond, (original, product) -> line("%.2f", product / original)),
                rounds(
                        Turn.Flow::latencySeconds,
                        (original, product) -> line("%.0f and %.0f", original * 1000, product * 1000))));
        text.append(line(
                "%nBoth services ready after %.2f s, started together beside the cameras, median (goal: < 3, %s).%n%n",
                readySeconds, readySeconds < READY_SECONDS ? "met" : "not met"));
        text.append("| process | CPU per streamed second | resident, MB |\n|---|---|---|\n");
        parts(text);
        return text.toString();
    }

    private void press(
            StringBuilder text, String what, double goal, Turn.Camera camera, ToDoubleFunction<Turn> figure) {
        double original = median("one-liner", Turn.Camera.CLOSED, figure);
        double product = median("product", camera, figure);
        double ratio = product / original;
        String verdict = Double.isNaN(goal) ? "" : line("%.1f ×: %s", goal, ratio <= goal ? "met" : "not met");
        text.append(line("| %s | %.3f | %.3f | %.2f | %s |%n", what, original, product, ratio, verdict));
    }

    private void row(StringBuilder text, String what, double goal, ToDoubleFunction<Turn> figure) {
        press(text, what, goal, Turn.Camera.OPEN, figure);
    }

    private String rounds(ToDoubleFunction<Turn.Flow> figure, BiFunction<Double, Double, String> said) {
        double[] original = figures("one-liner", Turn.Camera.CLOSED, turn -> figure.applyAsDouble(turn.flow()));
        double[] product = figures("product", Turn.Camera.OPEN, turn -> figure.applyAsDouble(turn.flow()));
        List<String> rounds = new ArrayList<>();
        for (int round = 0; round < Math.min(original.length, product.length); round++) {
            rounds.add(said.apply(original[round], product[round]));
        }
        return String.join(", ", rounds);
    }

    private double median(String contender, Turn.Camera camera, ToDoubleFunction<Turn> figure) {
        return median(figures(contender, camera, figure));
    }

    private double[] figures(String contender, Turn.Camera camera, ToDoubleFunction<Turn> figure) {
        return turns.stream()
                .filter(turn -> turn.contender().equals(contender) && turn.camera() == camera)
                .mapToDouble(figure)
                .toArray();
    }

    private void parts(StringBuilder text) {
        var byName = new TreeMap<String, List<ProcessCost>>();
        for (Turn turn : turns) {
            for (ProcessCost cost : turn.flow().parts()) {
                byName.merge(cost.name(), List.of(cost), (a, b) -> {
                    var both = new ArrayList<>(a);
                    both.addAll(b);
                    return both;
                });
            }
        }
        byName.forEach((name, costs) -> {
            double cpu =
                    median(costs.stream().mapToDouble(ProcessCost::cpuSeconds).toArray()) / settings.seconds();
            double resident = median(costs.stream()
                            .mapToDouble(ProcessCost::residentBytes)
                            .toArray())
                    / 1e6;
            text.append(line("| %s | %.3f | %.0f%s |%n", name, cpu, resident, resident(name, resident)));
        });
    }

    private static String resident(String name, double megabytes) {
        Integer goal = RESIDENT.get(name);
        return goal == null ? "" : line(" (goal ≤ %d: %s)", goal, megabytes <= goal ? "met" : "not met");
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
