package dev.rucksack.encoder.broadcast;

import dev.rucksack.encoder.settings.KeyMask;
import dev.rucksack.encoder.settings.KeyStore;
import dev.rucksack.encoder.settings.Settings;
import dev.rucksack.encoder.settings.SettingsInvalidException;
import dev.rucksack.encoder.settings.SettingsStore;
import dev.rucksack.encoder.settings.SettingsTree;
import dev.rucksack.encoder.stream.Fault;
import dev.rucksack.encoder.stream.FaultCode;
import dev.rucksack.encoder.uplink.StreamKey;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Settings and key: in force here, saved through their stores. Changes are made one after the other. */
public final class SettingsDesk {

    private static final Logger log = LoggerFactory.getLogger(SettingsDesk.class);

    private final SettingsStore settingsStore;
    private final KeyStore keyStore;
    private final KeyMask mask;

    private volatile Settings settings;
    private volatile @Nullable Fault fault;
    private volatile Optional<StreamKey> key = Optional.empty();

    /** @param defaults what is in force until somebody saves settings */
    public SettingsDesk(SettingsStore settingsStore, KeyStore keyStore, KeyMask mask, Settings defaults) {
        this.settingsStore = settingsStore;
        this.keyStore = keyStore;
        this.mask = mask;
        this.settings = defaults;
        try {
            settings = settingsStore.load().orElse(defaults);
        } catch (SettingsStore.UnreadableException e) {
            fault = Fault.of(FaultCode.SETTINGS_UNREADABLE);
            // The caution's own line says what that means; this one where to look
            log.info("Saved settings are not in force: {}", e.getMessage());
        }
        try {
            use(keyStore.load());
        } catch (IOException e) {
            log.warn("key-not-set: {}", e.getMessage());
        }
    }

    public Settings settings() {
        return settings;
    }

    public Optional<StreamKey> key() {
        return key;
    }

    /** Set while the saved settings could not be read. */
    public @Nullable Fault fault() {
        return fault;
    }

    synchronized Settings merge(Map<?, ?> patch) throws SettingsInvalidException, IOException {
        Settings next = SettingsTree.merge(settings, patch);
        settingsStore.save(next);
        settings = next;
        fault = null;
        return next;
    }

    synchronized void put(StreamKey next) throws IOException {
        mask.learn(next);
        keyStore.save(next);
        use(Optional.of(next));
    }

    synchronized void forgetKey() throws IOException {
        keyStore.delete();
        key = Optional.empty();
    }

    private void use(Optional<StreamKey> next) {
        next.ifPresent(mask::learn);
        key = next;
    }
}
