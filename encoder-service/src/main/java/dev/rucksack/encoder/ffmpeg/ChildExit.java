package dev.rucksack.encoder.ffmpeg;

import java.util.List;

/**
 * How a child ended.
 *
 * @param code exit code; 128 + n after signal n
 * @param stoppedByUs whether we had asked for it before it happened; if not, it ended by itself and its last words matter
 * @param lastWords the last lines of standard error, masked, oldest first
 */
public record ChildExit(String name, long pid, int code, boolean stoppedByUs, List<String> lastWords) {

    public ChildExit {
        lastWords = List.copyOf(lastWords);
    }
}
