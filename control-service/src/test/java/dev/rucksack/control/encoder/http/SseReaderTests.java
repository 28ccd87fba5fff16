package dev.rucksack.control.encoder.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SseReaderTests {

    @Test
    void readsEventsCommentsAndSplitData() throws IOException {
        SseReader reader = reader(
                ": hello\n\nevent: report\nid: b:1\ndata: {\"a\":1,\ndata:\"b\":2}\n\ndata:x\r\n\r\nevent: other\n\ndata: y\n\n");
        assertThat(reader.next()).isEqualTo(new SseReader.Event("report", "{\"a\":1,\n\"b\":2}"));
        assertThat(reader.next()).isEqualTo(new SseReader.Event("message", "x"));
        assertThat(reader.next()).isEqualTo(new SseReader.Event("message", "y"));
        assertThat(reader.next()).isNull();
    }

    @Test
    void anEventCutShortIsNone() throws IOException {
        assertThat(reader("event: report\ndata: {\"a\"").next()).isNull();
    }

    @Test
    void endsAStreamThatNeverEndsALine() {
        assertThatThrownBy(() -> reader("data: " + "x".repeat(SseReader.LARGEST_EVENT_BYTES + 1))
                        .next())
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> reader(("data: " + "x".repeat(1000) + "\n").repeat(1100))
                        .next())
                .isInstanceOf(IOException.class);
    }

    private static SseReader reader(String text) {
        return new SseReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
