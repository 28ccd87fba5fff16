package dev.rucksack.control.bonding.speedify;

import java.util.Arrays;
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
 * no JSON is skipped up to the next line that begins with a bracket; so is a document of more than two mebibytes.
 * Holds one document at most. Not thread-safe.
 *
 * <p>Source of the rules: docs of the CLI's contract as we read it, "Parser rules": no line structure is relied on, a
 * line only serves to find the way back after damage.
 */
final class FeedDecoder {

    /**
     * An event of many links exceeds 32 KiB; nothing honest comes near this. More would not fit: read and kept, a document
     * takes several times its size of a heap of 32 MiB, and one of four mebibytes was seen to end the service.
     */
    static final int LARGEST_BYTES = 2 << 20;

    private static final int KEPT_BYTES = 1 << 10;

    private final JsonMapper json;
    private final Consumer<JsonNode> documents;
    private final Runnable damage;
    /** The line at hand from its beginning, while a document from before it is open; let go when it was a long one. */
    private byte[] line = new byte[KEPT_BYTES];

    private int lineBytes;
    private boolean lineBegins = true;
    private JsonParser parser;
    private @Nullable TokenBuffer document;
    private int depth;
    private long documentBytes;
    private boolean beganOnThisLine;
    private boolean skipping;
    /** Whether a document has become whole with the piece at hand. */
    private boolean whole;
    /** Since the last whole document. */
    private final Excerpt opening = new Excerpt();
    /** What was skipped last. */
    private final Excerpt skipped = new Excerpt();

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
                lineBegins = true;
                lineBytes = 0;
                line = line.length > KEPT_BYTES ? new byte[KEPT_BYTES] : line;
                beganOnThisLine = false;
            }
            from = ends ? to + 1 : to;
        }
    }

    private void piece(byte[] bytes, int start, int to) {
        int from = start;
        while (lineBegins && depth == 0 && from < to && isByteOrderMark(bytes[from])) {
            from++;
        }
        if (from == to) {
            return;
        }
        boolean first = lineBegins;
        lineBegins = false;
        if (depth > 0 && !beganOnThisLine) {
            keep(bytes, from, to - from);
        }
        if (skipping) {
            if (!first || !opens(bytes[from])) {
                skipped.add(bytes, from, to);
                return;
            }
            skipping = false;
        }
        if (!parse(bytes, from, to)) {
            recover();
        }
    }

    private void keep(byte[] bytes, int from, int count) {
        int room = Math.min(count, LARGEST_BYTES - lineBytes);
        if (lineBytes + room > line.length) {
            line = Arrays.copyOf(line, Math.min(LARGEST_BYTES, 2 * (lineBytes + room)));
        }
        System.arraycopy(bytes, from, line, lineBytes, room);
        lineBytes += room;
    }

    /** How many bytes are held: the line at hand and the document that is not yet whole. */
    long heldBytes() {
        return line.length + documentBytes;
    }

    boolean hasSkipped() {
        return !skipped.isEmpty();
    }

    /** How the last piece began that was skipped; empty before any was. */
    String skipped() {
        return skipped.toString();
    }

    /** After damage: the line at hand may be the beginning of the next document. */
    private void recover() {
        skipped.becomes(opening);
        damage.run();
        boolean again = depth > 0 && !beganOnThisLine && lineBytes < LARGEST_BYTES;
        restart();
        if (!again || lineBytes == 0 || !opens(line[0]) || !parse(line, 0, lineBytes)) {
            restart();
            skipping = true;
        }
    }

    private boolean parse(byte[] bytes, int from, int to) {
        documentBytes += to - from;
        whole = false;
        opening.add(bytes, from, to);
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
            if (depth == 0 && (whole || bytes[to - 1] == '\n')) {
                opening.clear();
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
            whole = true;
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
        opening.clear();
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
