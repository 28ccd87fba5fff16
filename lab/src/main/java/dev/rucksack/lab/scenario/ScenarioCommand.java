package dev.rucksack.lab.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code lab scenario}: runs scenarios by name and tells what came of them. */
public final class ScenarioCommand {

    private static final String USAGE = """
            lab scenario NAME... | --all | --list
                --compare        puts one-liner and tee+fifo to those that touch nothing of ours, too
                --times N        each so often, one after the other (1)
                --size WxH       of the picture (640x360)
                --bits N         of the video, a second (1000000)
                --java PATH      starts encoder-service as its image does, with this JVM; packaged with -Pimage
                --out DIR        writes DIR/verdicts.md and DIR/verdicts.json
                --report         puts what was measured into docs/reliability.md, in place of what is there of the same scenarios
            Needs root (or user namespaces), nginx with its RTMP module, iproute2 and iptables, clock-jump libfaketime too; both services packaged.
            """;

    private static final int LAW_BROKEN = 3;

    private final List<String> names = new ArrayList<>();
    private List<Scenario> scenarios = List.of();
    private int times = 1;
    private boolean compare;
    private boolean report;
    private String size = RigSettings.SIZE;
    private int bits = RigSettings.BITS;
    private Path out = Path.of("");
    private @Nullable Path java;

    private ScenarioCommand() {}

    /**
     * Runs what is asked for.
     *
     * @param root the checkout, packaged
     * @return 0 when every law was kept, 3 when one was not, 2 for words that are none
     */
    public static int run(List<String> words, Path root) throws IOException, InterruptedException {
        ScenarioCommand command = new ScenarioCommand();
        try {
            command.read(words);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.print(USAGE);
            return 2;
        }
        if (words.contains("--list")) {
            list();
            return 0;
        }
        return Bed.isInside() ? command.perform(root) : Bed.enter();
    }

    private void read(List<String> words) {
        List<String> left = new ArrayList<>(words);
        boolean all = false;
        while (!left.isEmpty()) {
            String word = left.remove(0);
            switch (word) {
                case "--all" -> all = true;
                case "--report" -> report = true;
                case "--compare" -> compare = true;
                case "--list" -> names.add("calm");
                case "--times" -> times = Integer.parseInt(value(word, left));
                case "--bits" -> bits = Integer.parseInt(value(word, left));
                case "--out" -> out = Path.of(value(word, left));
                case "--java" -> java = Path.of(value(word, left));
                case "--size" -> size = value(word, left);
                default -> names.add(word);
            }
        }
        scenarios = all ? Catalogue.all() : Catalogue.named(names);
        if (scenarios.isEmpty()) {
            throw new IllegalArgumentException("Say which scenario.");
        }
        if (report && !(size.equals(RigSettings.SIZE) && bits == RigSettings.BITS)) {
            throw new IllegalArgumentException("docs/reliability.md compares pictures of " + RigSettings.SIZE + " at "
                    + RigSettings.BITS + " bits a second. Leave out --report, or --size and --bits.");
        }
    }

    private static String value(String word, List<String> left) {
        if (left.isEmpty()) {
            throw new IllegalArgumentException("What is missing is the value of " + word + ".");
        }
        return left.remove(0);
    }

    private static void list() {
        for (Scenario scenario : Catalogue.all()) {
            System.out.printf("%-22s %s%n", scenario.name(), scenario.what());
        }
    }

    private int perform(Path root) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("rucksack-scenario-");
        RigSettings settings = RigSettings.of(size, bits, root, java);
        Verdicts verdicts = new Verdicts(Map.of(), List.of());
        try (Rig rig = new Rig(directory, settings)) {
            Laboratory laboratory = new Laboratory(rig);
            Comparison comparison = new Comparison(rig, directory);
            for (int i = 0; i < times; i++) {
                for (Scenario scenario : scenarios) {
                    verdicts = done(verdicts, laboratory.run(scenario), settings);
                }
                for (Scenario scenario : scenarios) {
                    for (Original original : Original.values()) {
                        if (compare && scenario.is(Scenario.Trait.COMPARABLE)) {
                            verdicts = done(verdicts, comparison.run(scenario, original), settings);
                        }
                    }
                }
            }
        }
        System.out.println();
        System.out.print(verdicts.markdown());
        if (verdicts.lawful()) {
            delete(directory);
        } else {
            System.out.println("\nLogs are in " + directory);
        }
        return verdicts.lawful() ? 0 : LAW_BROKEN;
    }

    /** Tells it and writes it down at once: a run of hours may end early. */
    private Verdicts done(Verdicts before, Outcome outcome, RigSettings settings)
            throws IOException, InterruptedException {
        tell(outcome);
        List<Outcome> outcomes = new ArrayList<>(before.outcomes());
        outcomes.add(outcome);
        Verdicts verdicts = new Verdicts(Conditions.of(settings), outcomes);
        if (!out.toString().isEmpty()) {
            Files.createDirectories(out);
            Files.writeString(out.resolve("verdicts.md"), verdicts.markdown());
            Files.writeString(out.resolve("verdicts.json"), verdicts.json());
        }
        if (report) {
            new Reliability(settings.root()).add(verdicts);
        }
        return verdicts;
    }

    private static void tell(Outcome outcome) {
        Viewer viewer = outcome.viewer();
        System.out.printf(
                Locale.ROOT,
                "%-22s %-9s %s%n",
                outcome.scenario(),
                !outcome.who().equals(Outcome.RUCKSACK) ? outcome.who() : outcome.lawful() ? "lawful" : "BROKEN",
                outcome.failure() != null || viewer == null
                        ? String.valueOf(outcome.failure())
                        : String.format(
                                Locale.ROOT,
                                "silent %.2f s, %d session(s), delay %.0f → %.0f ms, told %s, restarts %s",
                                viewer.silentSeconds(),
                                viewer.sessions(),
                                viewer.delayBeforeMillis(),
                                viewer.delayAfterMillis(),
                                outcome.words(),
                                outcome.restarts()));
        outcome.checks().stream()
                .filter(check -> !check.met())
                .forEach(check -> System.out.printf(
                        "    %s %s: wanted %s, found %s%n",
                        check.law() ? "LAW " : "goal", check.what(), check.wanted(), check.found()));
    }

    static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
