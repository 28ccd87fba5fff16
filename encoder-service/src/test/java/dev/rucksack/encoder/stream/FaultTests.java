package dev.rucksack.encoder.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FaultTests {

    @ParameterizedTest
    @EnumSource(FaultCode.class)
    void everyFaultHasASentenceAndAnAdviceInTheHouseStyle(FaultCode code) {
        Fault fault = Fault.of(code);
        assertThat(fault.sentence()).matches("[A-Z].*\\.").doesNotContain("{", "!", "rror", "lease");
        assertThat(fault.advice()).matches("[A-Z].*[.?]").doesNotContain("{", "!", "rror", "lease");
    }

    /** People look for what the page says: the fixed words of each sentence stand in "What to do when". */
    @ParameterizedTest
    @EnumSource(FaultCode.class)
    void theReadmeSaysWhatToDoWhen(FaultCode code) throws Exception {
        String named = Fault.of(
                        code, Map.of("service", "|", "link", "|", "n", "|", "mode", "|", "file", "|", "encoder", "|"))
                .sentence();
        String words = Stream.of(named.split("[|.,;:]"))
                .map(String::strip)
                .filter(piece -> piece.length() >= "No link".length())
                .findFirst()
                .orElseThrow();
        assertThat(Files.readAllLines(Path.of("..", "README.md")))
                .as("a row whose first cell has: %s", words)
                .anyMatch(line -> line.startsWith("| ") && line.split("\\|")[1].contains(words));
    }

    @Test
    void codesAreTheContractsWords() {
        assertThat(FaultCode.values())
                .extracting(FaultCode::word)
                .containsExactlyInAnyOrder(
                        ("camera-missing camera-busy camera-no-signal camera-frozen format-refused no-audio-device"
                                        + " encoder-too-slow ingest-unreachable ingest-refused-key ingest-dropped link-down captive-portal data-cap"
                                        + " speedify-signed-out disk-full recording-failed too-hot under-voltage key-not-set"
                                        + " certificate-refused clock-not-set settings-unreadable encoder-unavailable")
                                .split(" "));
    }

    @Test
    void namesStandInTheSentenceWithACapitalWhereItBegins() {
        assertThat(Fault.of(FaultCode.INGEST_REFUSED_KEY, "service", "twitch").sentence())
                .isEqualTo("Twitch refused the stream key.");
        assertThat(Fault.of(FaultCode.INGEST_UNREACHABLE, Map.of("service", "$1\\{x}"))
                        .sentence())
                .isEqualTo("The links work, $1\\{x} does not answer. Trying again.");
    }

    @Test
    void aNameNobodyGaveIsSaidInGeneral() {
        assertThat(Fault.of(FaultCode.INGEST_DROPPED).sentence()).startsWith("The ingest hung up.");
    }
}
