package dev.rucksack.encoder.recording;

import org.jspecify.annotations.Nullable;

/**
 * How recording is. Counts are since the process started, the rest is now.
 *
 * @param session the recording that is going on; null if none is wanted
 * @param writing whether it is being written: not before its first keyframe, nor on a full disk
 * @param millis so much is recorded of it
 * @param bytes on the disk of it
 * @param bytesTotal written
 * @param framesTotal pictures written
 * @param framesLost pictures that were to be recorded and were not
 * @param full the disk is full: nothing is recorded
 * @param failed the disk cannot be written
 */
public record RecordingReport(
        @Nullable String session,
        boolean writing,
        long millis,
        long bytes,
        long bytesTotal,
        long framesTotal,
        long framesLost,
        boolean full,
        boolean failed) {

    public static final RecordingReport NOTHING = new RecordingReport(null, false, 0, 0, 0, 0, 0, false, false);
}
