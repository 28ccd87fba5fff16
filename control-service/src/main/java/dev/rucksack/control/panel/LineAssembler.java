package dev.rucksack.control.panel;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Makes lines of bytes: LF ends a line, CR is ignored, more than {@link PanelLine#LONGEST} bytes are dropped up to the
 * next LF and told as one empty over-long line. Holds one line at most. Not thread-safe.
 */
public final class LineAssembler {

    private final byte[] line = new byte[PanelLine.LONGEST];
    private int length;
    private boolean tooLong;

    /**
     * Takes the first {@code count} bytes.
     *
     * @param lines gets every complete line that is not empty
     * @param overlong runs once for each line that is too long, as soon as it is: its end may never come
     */
    public void accept(byte[] bytes, int count, Consumer<String> lines, Runnable overlong) {
        for (int i = 0; i < count; i++) {
            byte next = bytes[i];
            if (next == '\n') {
                end(lines);
            } else if (next != '\r') {
                append(next, overlong);
            }
        }
    }

    private void append(byte next, Runnable overlong) {
        if (length == line.length) {
            if (!tooLong) {
                overlong.run();
            }
            tooLong = true;
        } else {
            line[length++] = next;
        }
    }

    private void end(Consumer<String> lines) {
        boolean dropped = tooLong;
        int size = length;
        length = 0;
        tooLong = false;
        if (!dropped && size > 0) {
            lines.accept(new String(line, 0, size, StandardCharsets.US_ASCII));
        }
    }
}
