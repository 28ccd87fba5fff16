package dev.rucksack.control.encoder.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads server-sent events (WHATWG HTML, section 9.2.6, as far as our encoder uses it: event, data, id, comments). An
 * event of more than a mebibyte ends the stream.
 */
final class SseReader {

    /** A hundred times the size of a report. */
    static final int LARGEST_EVENT_BYTES = 1 << 20;

    private final InputStream in;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(4096);

    SseReader(InputStream in) {
        this.in = in;
    }

    /** One event; {@code data} is joined by LF. */
    record Event(String name, String data) {}

    /** The next event, null at the end of the stream. */
    @Nullable
    Event next() throws IOException {
        String name = "message";
        StringBuilder data = new StringBuilder();
        for (String text = readLine(); text != null; text = readLine()) {
            if (text.isEmpty()) {
                if (data.length() > 0) {
                    return new Event(name, data.toString());
                }
                name = "message";
            } else if (text.startsWith("event:")) {
                name = value(text, 6);
            } else if (text.startsWith("data:")) {
                data.append(data.length() == 0 ? "" : "\n").append(value(text, 5));
                if (data.length() > LARGEST_EVENT_BYTES) {
                    throw new IOException("An event is larger than " + LARGEST_EVENT_BYTES + " bytes");
                }
            }
        }
        return null;
    }

    private static String value(String text, int from) {
        return text.startsWith(" ", from) ? text.substring(from + 1) : text.substring(from);
    }

    private @Nullable String readLine() throws IOException {
        line.reset();
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                return line.toString(StandardCharsets.UTF_8);
            }
            if (next != '\r') {
                line.write(next);
            }
            if (line.size() > LARGEST_EVENT_BYTES) {
                throw new IOException("A line is longer than " + LARGEST_EVENT_BYTES + " bytes");
            }
        }
        return null;
    }
}
