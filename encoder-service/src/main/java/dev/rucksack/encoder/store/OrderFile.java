package dev.rucksack.encoder.store;

import dev.rucksack.encoder.stream.OrderStore;
import dev.rucksack.encoder.stream.StreamOrder;
import dev.rucksack.encoder.stream.StreamOrder.Wish;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code order.json}: the last order and when it was given. */
public final class OrderFile implements OrderStore {

    private record Content(String wanted, long revision, String at) {}

    private final WholeFile file;
    private final Clock clock;
    private final JsonMapper json = new JsonMapper();

    public OrderFile(Path home, Clock clock) {
        this.file = new WholeFile(home.resolve("order.json"));
        this.clock = clock;
    }

    @Override
    public Optional<StreamOrder> load() throws IOException {
        Optional<String> content = file.read();
        if (content.isEmpty()) {
            return Optional.empty();
        }
        try {
            JsonNode tree = json.readTree(content.get());
            Wish wanted = Wish.LIVE.word().equals(tree.path("wanted").asString("")) ? Wish.LIVE : Wish.IDLE;
            return Optional.of(new StreamOrder(wanted, tree.path("revision").asLong(0)));
        } catch (JacksonException e) {
            throw new IOException(file.path().getFileName() + " cannot be read", e);
        }
    }

    @Override
    public void save(StreamOrder order) throws IOException {
        file.write(json.writeValueAsString(new Content(
                order.wanted().word(), order.revision(), clock.instant().toString())));
    }
}
