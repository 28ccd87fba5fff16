package dev.rucksack.lab.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code lab soak}: random faults for a while, and what grew meanwhile. */
public final class SoakCommand {

    private static final String USAGE = """
            lab soak --minutes N [--seed N] [--size WxH] [--bits N] [--java PATH] [--out DIR]
                one stream through faults in an order of chance; writes DIR/soak.md and DIR/soak.json
            """;

    private SoakCommand() {}

    /**
     * Runs it.
     *
     * @param root the checkout, packaged
     * @return 0 when the books were balanced throughout and the stream got over everything, 1 when not, 2 for wrong words
     */
    public static int run(List<String> words, Path root) throws IOException, InterruptedException {
        Map<String, String> options = options(words);
        if (options == null || !options.containsKey("--minutes")) {
            System.err.print(USAGE);
            return 2;
        }
        if (!Bed.isInside()) {
            return Bed.enter();
        }
        long seed = Long.parseLong(options.getOrDefault("--seed", String.valueOf(System.nanoTime() & 0xFFFF)));
        String java = options.get("--java");
        RigSettings settings = RigSettings.of(
                options.getOrDefault("--size", RigSettings.SIZE),
                Integer.parseInt(options.getOrDefault("--bits", String.valueOf(RigSettings.BITS))),
                root,
                java == null ? null : Path.of(java));
        Duration duration = Duration.ofSeconds(Math.round(60 * Double.parseDouble(options.get("--minutes"))));
        Map<String, String> conditions = new LinkedHashMap<>();
        conditions.put("measured", LocalDate.now() + ", seed " + seed);
        SoakReport report = Soak.run(settings, duration, seed, conditions);
        System.out.println();
        System.out.print(report.markdown());
        String out = options.get("--out");
        if (out != null) {
            Path directory = Files.createDirectories(Path.of(out));
            Files.writeString(directory.resolve("soak.md"), report.markdown());
            Files.writeString(directory.resolve("soak.json"), report.json());
        }
        return report.lawful() ? 0 : 1;
    }

    private static @Nullable Map<String, String> options(List<String> words) {
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 0; i + 1 < words.size(); i += 2) {
            options.put(words.get(i), words.get(i + 1));
        }
        boolean known = List.of("--minutes", "--seed", "--size", "--bits", "--java", "--out")
                .containsAll(options.keySet());
        return words.size() % 2 == 0 && known ? options : null;
    }
}
