package dev.rucksack.encoder.settings;

import java.io.IOException;
import java.util.Optional;

/** Where settings outlive the process. */
public interface SettingsStore {

    /** What was saved; empty if nothing was yet. */
    Optional<Settings> load() throws UnreadableException;

    /** Saves all or nothing. */
    void save(Settings settings) throws IOException;

    /** What was saved cannot be understood. It has been put aside as it was. */
    final class UnreadableException extends Exception {

        private static final long serialVersionUID = 1;

        public UnreadableException(String reason, Throwable cause) {
            super(reason, cause);
        }
    }
}
