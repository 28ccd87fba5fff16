package dev.rucksack.encoder.settings;

import dev.rucksack.encoder.uplink.StreamKey;
import java.io.IOException;
import java.util.Optional;

/** Where the key outlives the process, readable by nobody else. */
public interface KeyStore {

    Optional<StreamKey> load() throws IOException;

    void save(StreamKey key) throws IOException;

    /** Forgets the key; nothing happens if there is none. */
    void delete() throws IOException;
}
