package dev.rucksack.encoder.recording;

import java.nio.file.Path;
import java.time.Instant;

/**
 * One file of a recording.
 *
 * @param session the recording that it is a part of: a number that grows, such as {@code 00012}
 * @param number 1 for the first of its session
 * @param began when its first picture was taken, by the clock of then
 * @param startMillis where it begins in the time of its session
 * @param durationMillis from its first picture or sound to its last
 * @param bytes of its file
 */
public record Part(
        String session,
        int number,
        Instant began,
        long startMillis,
        long durationMillis,
        long bytes,
        State state,
        Path file) {

    /** What is being done with it. */
    public enum State {
        /** Tags are written to it. */
        RECORDING,
        /** It is, or waits to be, made an MP4. */
        REMUXING,
        /** Nothing more is done with it. */
        CLOSED
    }

    /** Unlike any other part's: {@code 00012-003}. */
    public String id() {
        return PartName.id(session, number);
    }

    /** {@code mp4} or {@code flv}. */
    public String format() {
        return file.getFileName().toString().endsWith(PartName.MP4) ? "mp4" : "flv";
    }

    Part in(State next) {
        return new Part(session, number, began, startMillis, durationMillis, bytes, next, file);
    }
}
