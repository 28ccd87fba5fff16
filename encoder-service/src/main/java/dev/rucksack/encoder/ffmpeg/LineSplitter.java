package dev.rucksack.encoder.ffmpeg;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Cuts bytes into lines. CR, LF and CR LF end a line: ffmpeg's progress lines end in CR only, and a reader that waits
 * for LF would collect them for hours. A line longer than the bound is cut there.
 */
final class LineSplitter {

    static final int MAX_LINE = 4096;

    private final Consumer<String> lines;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);

    LineSplitter(Consumer<String> lines) {
        this.lines = lines;
    }

    void take(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            byte b = bytes[i];
            if (b == '\n' || b == '\r') {
                flush();
            } else {
                line.write(b);
                if (line.size() >= MAX_LINE) {
                    flush();
                }
            }
        }
    }

    /** Gives out what is left; empty lines are not given out. */
    void flush() {
        if (line.size() > 0) {
            lines.accept(line.toString(StandardCharsets.UTF_8));
            line.reset();
        }
    }
}
