package dev.rucksack.encoder.stream;

import java.io.IOException;
import java.util.Optional;

/** Where the order outlives the process. */
public interface OrderStore {

    Optional<StreamOrder> load() throws IOException;

    void save(StreamOrder order) throws IOException;
}
