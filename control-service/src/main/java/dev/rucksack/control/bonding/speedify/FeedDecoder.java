package dev.rucksack.control.bonding.speedify;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.async.ByteArrayFeeder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.util.TokenBuffer;

/**
 * Makes JSON documents of bytes as they come: any print style, CRLF, byte-order marks, documents cut anywhere. What is
 * no JSON is skipped up to the next line that begins with a bracket; so is a document of more than four mebibytes.
 * Holds one document at most. Not thread-safe.
 *
 * <p>Source of the rules: docs of the CLI's contract as we read it, "Parser rules": no line structure is relied on, a
 * line only serves to find the way back after damage.
 */
final class FeedDecoder {

    /** An event of many links exceeds 32 KiB; nothing honest comes near this. */
    static final int LARGEST_BYTES = 4 << 20;

    private final JsonMapper json;
    private final Consumer<JsonNode> documents;
    private final Runnable damage;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private JsonParser parser;
    private @Nullable TokenBuffer document;
    private int depth;
    private long documentBytes;
    private boolean beganOnThisLine;
    private boolean skipping;

    /**
     * @param documents gets every complete document
     * @param damage runs once for each place that was skipped
     */
    FeedDecoder(JsonMapper json, Consumer<JsonNode> documents, Runnable damage) {
        this.json = json;
        this.documents = documents;
        this.damage = damage;
        this.parser = newParser();
    }

    /** Takes the first {@code count} bytes. */
    void accept(byte[] bytes, int count) {
        int from = 0;
        while (from < count) {
            int to = from;
            while (to < count && bytes[to] != '\n') {
                to++;
            }
            boolean ends = to < count;
            piece(bytes, from, ends ? to + 1 : to);
            if (ends) {
                line.reset();
                beganOnThisLine = false;
            }
            from = ends ? to + 1 : to;
        }
    }

    private void piece(byte[] bytes, int start, int to) {
        int from = start;
        while (line.size() == 0 && depth == 0 && from < to && isByteOrderMark(bytes[from])) {
            from++;
        }
        if (from == to) {
            return;
        }
        boolean lineBegins = line.size() == 0;
        if (line.size() < LARGEST_BYTES) {
            line.write(bytes, from, to - from);
        }
        if (skipping) {
            if (!lineBegins || !opens(bytes[from])) {
                return;
            }
            skipping = false;
        }
        if (!parse(bytes, from, to)) {
            recover();
        }
    }

    /** After damage: the line at hand may be the beginning of the next document. */
    private void recover() {
        damage.run();
        boolean again = depth > 0 && !beganOnThisLine && line.size() < LARGEST_BYTES;
        restart();
        byte[] bytes = line.toByteArray();
        if (!again || bytes.length == 0 || !opens(bytes[0]) || !parse(bytes, 0, bytes.length)) {
            restart();
            skipping = true;
        }
    }

    private boolean parse(byte[] bytes, int from, int to) {
        documentBytes += to - from;
        try {
            ((ByteArrayFeeder) parser.nonBlockingInputFeeder()).feedInput(bytes, from, to);
            for (JsonToken token = parser.nextToken();
                    token != null && token != JsonToken.NOT_AVAILABLE;
                    token = parser.nextToken()) {
                if (!take(token)) {
                    return false;
                }
            }
            if (depth == 0) {
                documentBytes = 0;
            }
            return documentBytes <= LARGEST_BYTES;
        } catch (JacksonException e) {
            return false;
        }
    }

    private boolean take(JsonToken token) {
        TokenBuffer buffer = document;
        if (buffer == null) {
            if (!token.isStructStart()) {
                return false;
            }
            buffer = TokenBuffer.forGeneration();
            document = buffer;
            beganOnThisLine = true;
        }
        buffer.copyCurrentEvent(parser);
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        if (depth == 0) {
            document = null;
            documentBytes = 0;
            JsonNode tree = json.readTree(buffer.asParser(ObjectReadContext.empty()));
            documents.accept(tree);
        }
        return true;
    }

    private void restart() {
        parser = newParser();
        document = null;
        depth = 0;
        documentBytes = 0;
    }

    private JsonParser newParser() {
        return json.tokenStreamFactory().createNonBlockingByteArrayParser(ObjectReadContext.empty());
    }

    private static boolean opens(byte first) {
        return first == '[' || first == '{';
    }

    private static boolean isByteOrderMark(byte value) {
        return value == (byte) 0xEF || value == (byte) 0xBB || value == (byte) 0xBF;
    }
}
