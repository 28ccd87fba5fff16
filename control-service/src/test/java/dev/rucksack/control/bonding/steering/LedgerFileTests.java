package dev.rucksack.control.bonding.steering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerFileTests {

    @TempDir
    Path home;

    private static final Ledger LEDGER = Ledger.EMPTY
            .with(new Entry(Item.MODE, "speed", "streaming", "streaming", Entry.Standing.SET))
            .with(new Entry(
                    new Item(Item.Kind.PORTS, "1935/tcp"),
                    Item.ABSENT,
                    Item.THERE,
                    Item.THERE,
                    Entry.Standing.PENDING));

    @Test
    void theNextRunReadsWhatThisOneHasChanged() throws IOException {
        Path file = home.resolve("made/steering");
        assertThat(new LedgerFile(file).read()).isEqualTo(Ledger.EMPTY);
        new LedgerFile(file).keep(LEDGER);
        LedgerFile next = new LedgerFile(file);
        assertThat(next.read()).isEqualTo(LEDGER);
        next.keep(Ledger.EMPTY);
        assertThat(new LedgerFile(file).read()).isEqualTo(Ledger.EMPTY);
    }

    @Test
    void aLineThatCannotBeReadIsLeftOut() throws IOException {
        Path file = home.resolve("steering");
        new LedgerFile(file).keep(LEDGER);
        String good = Files.readString(file);
        Files.writeString(file, "MODE\t\tspeed\nCOLOUR\t\ta\tb\tb\tSET\nnonsense\n" + good);
        assertThat(new LedgerFile(file).read()).isEqualTo(LEDGER);
    }

    @Test
    void whatCannotBeKeptIsToldOf() throws IOException {
        Path file = Files.createDirectory(home.resolve("steering"));
        Files.createFile(file.resolve("inside"));
        assertThatThrownBy(() -> new LedgerFile(file).keep(LEDGER)).isInstanceOf(IOException.class);
    }
}
