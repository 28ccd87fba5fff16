package dev.rucksack.encoder.store;

import dev.rucksack.encoder.settings.KeyStore;
import dev.rucksack.encoder.uplink.StreamKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** {@code stream-key}: the key on one line, mode 0600. */
public final class KeyFile implements KeyStore {

    private final WholeFile file;

    public KeyFile(Path home) {
        this.file = new WholeFile(home.resolve("stream-key"));
    }

    @Override
    public Optional<StreamKey> load() throws IOException {
        Optional<String> content = file.read();
        if (content.isEmpty() || content.get().isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new StreamKey(content.get()));
        } catch (IllegalArgumentException e) {
            throw new IOException(file.path().getFileName() + " holds no stream key: " + e.getMessage(), e);
        }
    }

    @Override
    public void save(StreamKey key) throws IOException {
        file.write(key.secret() + "\n");
    }

    @Override
    public void delete() throws IOException {
        file.delete();
    }
}
