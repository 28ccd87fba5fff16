package dev.rucksack.control.web.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairedPhonesTests {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T08:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path home;

    private PairedPhones phones() {
        return new PairedPhones(home.resolve("pairing"), CLOCK);
    }

    @Test
    void aPhoneStaysPairedOverARestart() {
        PairedPhones before = phones();
        assertThat(before.isEmpty()).isTrue();
        String token = before.pair();
        PairedPhones after = phones();
        assertThat(after.isEmpty()).isFalse();
        assertThat(after.knows(token)).isTrue();
        assertThat(after.knows(token + "x")).isFalse();
        assertThat(after.knows("")).isFalse();
    }

    @Test
    void theFileHoldsNoTokenAndIsTheOwnersAlone() throws IOException {
        String token = phones().pair();
        Path file = home.resolve("pairing");
        assertThat(file).content().doesNotContain(token).contains("2026-11-22T08:00:00Z");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(home.resolve("pairing.next")).doesNotExist();
    }

    @Test
    void brokenLinesAreLeftOutAndTheOthersStay() throws IOException {
        String token = phones().pair();
        Path file = home.resolve("pairing");
        String good = Files.readString(file);
        Files.writeString(
                file,
                "nonsense\n\n" + good + "0".repeat(64) + " yesterday\n" + "z".repeat(64) + " 2026-01-01T00:00:00Z\n");
        assertThat(phones().knows(token)).isTrue();
    }

    @Test
    void aHomeThatCannotBeWrittenKeepsThePhoneUntilTheNextStart() throws IOException {
        Path notAFolder = Files.writeString(home.resolve("file"), "");
        PairedPhones phones = new PairedPhones(notAFolder.resolve("pairing"), CLOCK);
        assertThat(phones.knows(phones.pair())).isTrue();
    }

    @Test
    void theOldestGoesWhenThereAreMoreThanSixtyFour() throws IOException {
        PairedPhones phones = phones();
        String first = phones.pair();
        String last = first;
        for (int i = 0; i < 64; i++) {
            last = phones.pair();
        }
        assertThat(phones.knows(first)).isFalse();
        assertThat(phones.knows(last)).isTrue();
        assertThat(Files.readAllLines(home.resolve("pairing"))).hasSize(64);
        assertThat(List.of(first, last)).doesNotHaveDuplicates();
    }
}
