package dev.rucksack.control.bonding.speedify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FeedDecoderTests {

    private static final String STATE = "[\"state\",{\"state\":\"CONNECTED\"}]";
    private static final String STATS =
            "[\"connection_stats\",{\"connections\":[{\"adapterID\":\"usb0\"}],\"time\":1.5e9}]";

    private final List<String> documents = new ArrayList<>();
    private int damage;
    private final FeedDecoder decoder =
            new FeedDecoder(JsonMapper.shared(), document -> documents.add(document.toString()), () -> damage++);

    /** One print style each: single line, pretty of today, of 13 to 14, of 12 and before, CRLF, none at all, BOM. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"state\",{\"state\":\"CONNECTED\"}]\n\n[\"state\",{\"state\":\"CONNECTED\"}]\n",
                "[\n\t\"state\",\n\t{\n\t\t\"state\" : \"CONNECTED\"\n\t}\n]\n\n[\n\t\"state\",\n\t{\n\t\t\"state\" : \"CONNECTED\"\n\t}\n]\n\n",
                "[\"state\",\n{\n\t\"state\" : \"CONNECTED\"\n}\n]\n[\"state\",\n{\n\t\"state\" : \"CONNECTED\"\n}\n]\n",
                "[\"state\",{\n\"state\":\t\"CONNECTED\"\n}]\n[\"state\",{\n\"state\":\t\"CONNECTED\"\n}]",
                "[\r\n\"state\",\r\n{\"state\":\"CONNECTED\"}\r\n]\r\n\r\n[\"state\",{\"state\":\"CONNECTED\"}]\r\n",
                "[\"state\",{\"state\":\"CONNECTED\"}][\"state\",{\"state\":\"CONNECTED\"}]",
                "\uFEFF[\"state\",{\"state\":\"CONNECTED\"}]\n\uFEFF[\"state\",{\"state\":\"CONNECTED\"}]\n"
            })
    void readsEveryPrintStyleCutAnywhere(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int size = 1; size <= bytes.length; size++) {
            documents.clear();
            for (int from = 0; from < bytes.length; from += size) {
                byte[] piece = java.util.Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + size));
                decoder.accept(piece, piece.length);
            }
            assertThat(documents).as("in pieces of %d", size).containsExactly(STATE, STATE);
        }
        assertThat(damage).isZero();
    }

    @Test
    void skipsGarbageLines() {
        accept("2026-11-22 WARN something\n" + STATE + "\nError: no\n\n[ERROR] broken\n" + STATE + "\n");
        assertThat(documents).containsExactly(STATE, STATE);
        assertThat(damage).isEqualTo(3);
    }

    @Test
    void keepsHowWhatItSkippedBegan() {
        assertThat(decoder.hasSkipped()).isFalse();
        accept(STATE + "\n\nError: the daemon\r\n is away\n" + STATE + "\n");
        assertThat(decoder.skipped()).isEqualTo("Error: the daemon is away");
        accept("[\"state\",{\"state\":\"CONN\n" + STATE + "\n");
        assertThat(decoder.skipped()).isEqualTo("[\"state\",{\"state\":\"CONN");
        for (byte next : "noise, byte by byte\n".getBytes(StandardCharsets.UTF_8)) {
            decoder.accept(new byte[] {next}, 1);
        }
        assertThat(decoder.skipped()).isEqualTo("noise, byte by byte");
        accept("[\"adapters\",[\"" + "many words ".repeat(FeedDecoder.LARGEST_BYTES / 10));
        assertThat(decoder.skipped()).startsWith("[\"adapters\",[\"many words").hasSize(Excerpt.LONGEST);
    }

    @Test
    void findsTheNextDocumentAfterOneThatWasCutShort() {
        for (int cut = 1; cut < STATS.length(); cut++) {
            documents.clear();
            accept(STATS.substring(0, cut) + "\n" + STATE + "\n" + STATE + "\n");
            assertThat(documents).as("cut after %s", STATS.substring(0, cut)).contains(STATE);
        }
    }

    @Test
    void dropsADocumentOfMoreThanTwoMebibytesAndGoesOn() {
        accept("[\"adapters\",[");
        byte[] many = ("\"" + "x".repeat(998) + "\",").getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 3_000; i++) {
            decoder.accept(many, many.length);
        }
        accept("1]]\n" + STATE + "\n");
        assertThat(documents).containsExactly(STATE);
        assertThat(damage).isOne();
    }

    @Test
    void takesADocumentOfAMebibyte() {
        String large = "[\"adapters\",[\"" + "x".repeat(1 << 20) + "\"]]";
        accept(large + "\n");
        assertThat(documents).containsExactly(large);
    }

    @Test
    void survivesNoise() {
        Random random = new Random(7);
        byte[] noise = new byte[1 << 20];
        random.nextBytes(noise);
        decoder.accept(noise, noise.length);
        accept("\n" + STATE + "\n");
        assertThat(documents).contains(STATE);
    }

    @Test
    void survivesBracketsWithoutEnd() {
        accept("[".repeat(100_000) + "\n" + STATE + "\n");
        assertThat(documents).containsExactly(STATE);
    }

    @Test
    void keepsUtf8CutInTheMiddleOfALetter() {
        byte[] bytes = "{\"name\":\"Ø\"}\n".getBytes(StandardCharsets.UTF_8);
        List<JsonNode> trees = new ArrayList<>();
        FeedDecoder bytewise = new FeedDecoder(JsonMapper.shared(), trees::add, () -> damage++);
        for (byte next : bytes) {
            bytewise.accept(new byte[] {next}, 1);
        }
        assertThat(trees.get(0).path("name").asString()).isEqualTo("Ø");
    }

    private void accept(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        decoder.accept(bytes, bytes.length);
    }
}
