package dev.rucksack.lab.scenario;

import dev.rucksack.lab.process.Await;
import dev.rucksack.lab.reader.FrameReader;
import dev.rucksack.lab.reader.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What our service recorded itself, fetched by its API as a person does. */
final class OwnRecordings {

    private static final Duration CLOSED = Duration.ofSeconds(60);

    private record Part(String id, String start, String state) {}

    private final Set<String> before = new HashSet<>();

    /** What was there by now is not of interest. */
    static OwnRecordings since(EncoderService product) throws IOException, InterruptedException {
        OwnRecordings recordings = new OwnRecordings();
        parts(product).forEach(part -> recordings.before.add(part.id()));
        return recordings;
    }

    /** What each part recorded since then shows, oldest first. */
    List<Reading> read(EncoderService product, Path directory) throws IOException, InterruptedException {
        Await.until(
                "the recording is closed",
                CLOSED,
                () -> fresh(product).stream()
                        .noneMatch(part ->
                                part.state().equals("recording") || part.state().equals("remuxing")));
        List<Reading> readings = new ArrayList<>();
        for (Part part : fresh(product)) {
            Path file = directory.resolve("part-" + part.id());
            product.fetch("/api/recordings/" + part.id(), file);
            readings.add(new FrameReader().read(file));
            Files.delete(file);
        }
        return readings;
    }

    private List<Part> fresh(EncoderService product) throws IOException, InterruptedException {
        return parts(product).stream()
                .filter(part -> !before.contains(part.id()))
                .sorted(Comparator.comparing(Part::start).thenComparing(Part::id))
                .toList();
    }

    private static List<Part> parts(EncoderService product) throws IOException, InterruptedException {
        JsonNode listing = product.json("/api/recordings");
        List<Part> parts = new ArrayList<>();
        for (JsonNode recording : listing.required("recordings")) {
            for (JsonNode part : recording.required("parts")) {
                parts.add(new Part(
                        part.required("id").asString(),
                        part.required("start").asString(),
                        part.required("state").asString()));
            }
        }
        return parts;
    }
}
