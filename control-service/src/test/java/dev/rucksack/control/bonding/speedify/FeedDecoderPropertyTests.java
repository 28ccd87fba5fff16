package dev.rucksack.control.bonding.speedify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What holds of the decoder for whatever a feed may be: random documents in every print style, cut and damaged. */
class FeedDecoderPropertyTests {

    /** Between two documents: the beginning of a line. */
    private static final int LITTLE = 1 << 11;

    private final List<String> decoded = new ArrayList<>();
    private final FeedDecoder decoder =
            new FeedDecoder(JsonMapper.shared(), document -> decoded.add(document.toString()), () -> {});

    /** Where only lines that are no JSON stand between them, every document comes, once, in order. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void nothingIsLostBetweenLinesOfGarbage(long seed) {
        Random random = new Random(seed);
        List<String> sent = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            if (random.nextInt(4) == 0) {
                text.append(garbage(random)).append(end(random));
            }
            String document = document(random, i);
            sent.add(document);
            text.append(styled(document, random)).append(end(random));
        }
        accept(text.toString(), random);
        assertThat(decoded).isEqualTo(sent);
        assertThat(decoder.heldBytes()).isLessThan(LITTLE);
    }

    /** A document that breaks off costs itself and at most the one after it, and nothing is made up. */
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18})
    void aDocumentThatBreaksOffCostsNoMoreThanTheNext(long seed) {
        Random random = new Random(seed);
        List<String> expected = new ArrayList<>();
        List<String> sent = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        boolean broken = false;
        for (int i = 0; i < 500; i++) {
            String document = document(random, i);
            String styled = styled(document, random);
            if (random.nextInt(5) == 0) {
                text.append(styled, 0, 1 + random.nextInt(styled.length() - 1)).append('\n');
                broken = true;
            } else {
                text.append(styled).append('\n');
                sent.add(document);
                if (!broken) {
                    expected.add(document);
                }
                broken = false;
            }
        }
        accept(text.toString(), random);
        assertThat(decoded).containsAll(expected);
        List<String> whole = decoded.stream()
                .filter(document -> document.startsWith("[\"event"))
                .toList();
        assertThat(sent).containsSubsequence(whole);
    }

    /** Random bytes, with many of those that mean something: never an exception, never much held. */
    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24})
    void noiseNeitherStopsNorFillsIt(long seed) {
        Random random = new Random(seed);
        String meaning = "[]{}\",:\\ \n\r\t01.eE-truefalsn\uFEFFäx";
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 200_000; i++) {
            text.append(meaning.charAt(random.nextInt(meaning.length())));
        }
        accept(text.toString(), random);
        assertThat(decoder.heldBytes()).isLessThan(text.length());
        decoded.clear();
        accept("\n[\"event\",{}]\n[\"event\",{\"number\":1}]\n[\"event\",{\"number\":2}]\n", random);
        assertThat(decoded).endsWith("[\"event\",{\"number\":2}]");
        assertThat(decoder.heldBytes()).isLessThan(LITTLE);
    }

    /** Numbered, so that no two are the same. */
    private static String document(Random random, int number) {
        StringBuilder text = new StringBuilder("[\"event\",{\"number\":" + number);
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(",\"f").append(i).append("\":").append(value(random, 2));
        }
        return text.append("}]").toString();
    }

    private static String value(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 5 : 7)) {
            case 0 -> Integer.toString(random.nextInt());
            case 1 -> "0.25";
            case 2 -> "true";
            case 3 -> "null";
            case 4 -> "\"ä [{\\\"" + "x".repeat(random.nextInt(40)) + "}]\"";
            case 5 -> "[" + value(random, depth - 1) + "," + value(random, depth - 1) + "]";
            default -> "{\"inner\":" + value(random, depth - 1) + "}";
        };
    }

    /** On one line, or as some version prints it: a break and tabs where a text does not forbid them. */
    private static String styled(String document, Random random) {
        int style = random.nextInt(3);
        if (style == 0) {
            return document;
        }
        StringBuilder text = new StringBuilder();
        boolean inText = false;
        boolean escaped = false;
        for (char c : document.toCharArray()) {
            inText ^= c == '"' && !escaped;
            escaped = c == '\\' && !escaped;
            if (!inText && c == ':') {
                text.append(style == 1 ? " : " : ":\t");
            } else if (!inText && (c == '[' || c == '{' || c == ',')) {
                text.append(c).append("\n\t");
            } else if (!inText && (c == ']' || c == '}')) {
                text.append('\n').append(style == 1 ? "\t" : "").append(c);
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    private static String garbage(Random random) {
        List<String> lines = List.of("Error: 7", "2031-05-01 WARN [usb0] {gone", "]", "}", "\"", "CONNECTED", "-");
        return lines.get(random.nextInt(lines.size()));
    }

    private static String end(Random random) {
        return List.of("\n", "\r\n", "\n\n", "\r\n\r\n").get(random.nextInt(4));
    }

    private void accept(String text, Random random) {
        byte[] bytes = bytes(text);
        for (int from = 0; from < bytes.length; ) {
            int count = Math.min(bytes.length - from, 1 + random.nextInt(random.nextBoolean() ? 8 : 4_000));
            byte[] piece = new byte[count];
            System.arraycopy(bytes, from, piece, 0, count);
            decoder.accept(piece, count);
            from += count;
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
