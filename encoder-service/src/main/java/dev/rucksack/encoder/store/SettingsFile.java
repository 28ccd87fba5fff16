package dev.rucksack.encoder.store;

import dev.rucksack.encoder.settings.Settings;
import dev.rucksack.encoder.settings.SettingsInvalidException;
import dev.rucksack.encoder.settings.SettingsStore;
import dev.rucksack.encoder.settings.SettingsTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;

/**
 * {@code settings.yaml}: what a person saved, over the defaults. One that cannot be understood is copied aside as {@code
 * settings.yaml.unreadable-<time>} and stays where it is until somebody saves settings: nothing that a person wrote is lost.
 */
public final class SettingsFile implements SettingsStore {

    private static final Logger log = LoggerFactory.getLogger(SettingsFile.class);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    private static final String HEAD =
            "# Rucksack: written by the encoder-service; may be edited while it is stopped.\n";

    private final WholeFile file;
    private final Settings defaults;

    public SettingsFile(Path home, Settings defaults) {
        this.file = new WholeFile(home.resolve("settings.yaml"));
        this.defaults = defaults;
    }

    @Override
    public Optional<Settings> load() throws UnreadableException {
        try {
            Optional<String> content = file.read();
            return content.isEmpty() ? Optional.empty() : Optional.of(parse(content.get()));
        } catch (IOException | YAMLException | SettingsInvalidException | IllegalArgumentException e) {
            keepAside();
            throw new UnreadableException("settings.yaml" + line(e) + ": " + firstLine(e), e);
        }
    }

    private Settings parse(String content) throws SettingsInvalidException {
        Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(content);
        if (tree == null) {
            return defaults;
        }
        if (!(tree instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("it is not a tree of settings");
        }
        return SettingsTree.merge(defaults, map);
    }

    /** Named by when it was written: a file that stays as it is has one copy, however often the service starts. */
    private void keepAside() {
        try {
            Path aside = file.path()
                    .resolveSibling("settings.yaml.unreadable-"
                            + STAMP.format(
                                    Files.getLastModifiedTime(file.path()).toInstant()));
            if (!Files.exists(aside)) {
                Files.copy(file.path(), aside);
            }
        } catch (IOException e) {
            log.warn("Cannot keep a copy of {}: {}", file.path(), e.toString());
        }
    }

    @Override
    public void save(Settings settings) throws IOException {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()), new Representer(options), options);
        file.write(HEAD + yaml.dump(SettingsTree.of(settings)));
    }

    /** Where a person finds what is wrong, as far as the parser tells. */
    private static String line(Exception e) {
        return e instanceof MarkedYAMLException marked && marked.getProblemMark() != null
                ? ", line " + (marked.getProblemMark().getLine() + 1)
                : "";
    }

    private static String firstLine(Exception e) {
        String message = e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
