package dev.rucksack.encoder.store;

import dev.rucksack.encoder.stream.LifeProof;
import dev.rucksack.encoder.stream.ProofStore;
import dev.rucksack.encoder.stream.TimeMark;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code alive.json}: the last proof of life, a quarter of a kilobyte. */
public final class ProofFile implements ProofStore {

    private record Content(
            long revision,
            String at,
            boolean clockKnown,
            String boot,
            double upSeconds,
            boolean published,
            boolean proven,
            double onAirSeconds,
            boolean blind) {}

    private final WholeFile file;
    private final JsonMapper json = new JsonMapper();

    public ProofFile(Path home) {
        this.file = new WholeFile(home.resolve("alive.json"));
    }

    @Override
    public Optional<LifeProof> load() throws IOException {
        Optional<String> content = file.read();
        if (content.isEmpty()) {
            return Optional.empty();
        }
        try {
            JsonNode tree = json.readTree(content.get());
            TimeMark mark = new TimeMark(
                    tree.path("boot").asString(""),
                    seconds(tree.path("upSeconds").asDouble(0)),
                    Instant.parse(tree.path("at").asString("")),
                    tree.path("clockKnown").asBoolean(false));
            return Optional.of(new LifeProof(
                    tree.path("revision").asLong(-1),
                    mark,
                    tree.path("published").asBoolean(false),
                    tree.path("proven").asBoolean(false),
                    seconds(tree.path("onAirSeconds").asDouble(0)),
                    tree.path("blind").asBoolean(false)));
        } catch (JacksonException | DateTimeException e) {
            throw new IOException(file.path().getFileName() + " cannot be read", e);
        }
    }

    @Override
    public void save(LifeProof proof) throws IOException {
        TimeMark mark = proof.mark();
        file.write(json.writeValueAsString(new Content(
                proof.revision(),
                mark.at().toString(),
                mark.clockKnown(),
                mark.boot(),
                mark.up().toMillis() / 1000.0,
                proof.published(),
                proof.proven(),
                proof.onAir().toMillis() / 1000.0,
                proof.blind())));
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }
}
