package dev.rucksack.control.bonding.steering;

import dev.rucksack.control.store.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger in a file, so that the next run can put back what a run that was killed has changed: one line an item, its
 * words parted by tabs. Not thread-safe.
 */
final class LedgerFile {

    private static final Logger log = LoggerFactory.getLogger(LedgerFile.class);
    private static final int WORDS = 6;

    private final Path file;
    private Ledger kept = Ledger.EMPTY;

    LedgerFile(Path file) {
        this.file = file;
    }

    /** What an earlier run has left; a file that is missing or unreadable means nothing, and is said in the log. */
    Ledger read() {
        Ledger ledger = Ledger.EMPTY;
        try {
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                Optional<Entry> entry = entry(line.split("\t", -1));
                if (entry.isPresent()) {
                    ledger = ledger.with(entry.get());
                } else {
                    log.warn("A line of {} cannot be read and is left out.", file);
                }
            }
        } catch (NoSuchFileException e) {
            log.debug("Nothing of the bond was changed.");
        } catch (IOException e) {
            log.warn("Cannot read {}; what was changed before stays as it is: {}", file, e.toString());
        }
        kept = ledger;
        return ledger;
    }

    /** Keeps the ledger, if it is another one than before. */
    void keep(Ledger ledger) throws IOException {
        if (ledger.equals(kept)) {
            return;
        }
        StringBuilder lines = new StringBuilder();
        for (Entry entry : ledger.entries()) {
            lines.append(String.join(
                            "\t",
                            entry.item().kind().name(),
                            entry.item().key(),
                            entry.before(),
                            entry.wish(),
                            entry.ours(),
                            entry.standing().name()))
                    .append('\n');
        }
        new WholeFile(file).write(lines.toString());
        kept = ledger;
    }

    private static Optional<Entry> entry(String[] words) {
        if (words.length != WORDS) {
            return Optional.empty();
        }
        try {
            Item item = new Item(Item.Kind.valueOf(words[0]), words[1]);
            return Optional.of(new Entry(item, words[2], words[3], words[4], Entry.Standing.valueOf(words[5])));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
