package dev.rucksack.control.bonding;

import dev.rucksack.control.store.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operator's names for links, kept in a file of one line each: by what a link is known again, a tab, its name. Safe
 * from every thread.
 */
public final class LinkNames {

    private static final Logger log = LoggerFactory.getLogger(LinkNames.class);

    /** More than any crew has phones; the oldest goes, so that the file stays bounded. */
    private static final int MOST = 256;

    private final Path file;
    private final Map<String, String> names = new LinkedHashMap<>();

    /** Reads {@code file}; one that is missing or unreadable means that no link has a name, and is said in the log. */
    public LinkNames(Path file) {
        this.file = file;
        try {
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                int tab = line.indexOf('\t');
                if (tab > 0 && LinkName.of(line.substring(tab + 1)).isPresent()) {
                    names.put(line.substring(0, tab), line.substring(tab + 1));
                } else {
                    log.warn("A line of {} names no link and is left out.", file);
                }
            }
        } catch (NoSuchFileException e) {
            log.debug("No link has a name yet.");
        } catch (IOException e) {
            log.warn("Cannot read {}; links have their interfaces' names: {}", file, e.toString());
        }
    }

    /** The name of a link, by the first of its marks that has one. */
    public synchronized Optional<String> of(List<String> identity) {
        return identity.stream()
                .map(names::get)
                .filter(name -> name != null)
                .map(String::valueOf)
                .findFirst();
    }

    /**
     * Gives a link a name.
     *
     * @param name null takes its name away
     * @throws IOException if it cannot be kept; nothing has changed then
     */
    public synchronized void put(List<String> identity, @Nullable LinkName name) throws IOException {
        Map<String, String> before = new LinkedHashMap<>(names);
        identity.forEach(names::remove);
        if (name != null) {
            identity.forEach(mark -> names.put(mark, name.text()));
        }
        while (names.size() > MOST) {
            names.remove(names.keySet().iterator().next());
        }
        try {
            write();
        } catch (IOException e) {
            names.clear();
            names.putAll(before);
            throw e;
        }
    }

    private void write() throws IOException {
        StringBuilder lines = new StringBuilder();
        names.forEach(
                (mark, name) -> lines.append(mark).append('\t').append(name).append('\n'));
        new WholeFile(file).write(lines.toString());
    }
}
