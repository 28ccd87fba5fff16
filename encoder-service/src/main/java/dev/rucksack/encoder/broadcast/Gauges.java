package dev.rucksack.encoder.broadcast;

import dev.rucksack.encoder.frame.FrameRate;
import dev.rucksack.encoder.frame.PictureSize;
import dev.rucksack.encoder.frame.Rendition;
import dev.rucksack.encoder.recording.RecordingReport;
import dev.rucksack.encoder.stream.Fault;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the works measure, at one moment.
 *
 * @param rendition encoder settings in force, {@code null} while no encoder runs
 * @param cautions what is wrong and leaves the stream running
 * @param restarts children that ended unasked and were started again, by process
 */
public record Gauges(
        Books books,
        @Nullable Rendition rendition,
        Capture capture,
        Sound sound,
        Uplink uplink,
        RecordingReport recording,
        List<Fault> cautions,
        Map<String, Long> restarts) {

    public static final Gauges NOTHING = new Gauges(
            Books.EMPTY,
            null,
            new Capture(null, false, null, null, null),
            new Sound(null, false, null, false),
            Uplink.CLOSED,
            RecordingReport.NOTHING,
            List.of(),
            Map.of());

    /**
     * @param name the camera as its maker calls it
     * @param size what the camera gives, as negotiated
     */
    public record Capture(
            @Nullable String name,
            boolean delivering,
            @Nullable PictureSize size,
            @Nullable FrameRate rate,
            @Nullable String format) {}

    /** @param levelDecibels peak of left and right, dBFS */
    public record Sound(
            @Nullable String name,
            boolean delivering,
            @Nullable List<Double> levelDecibels,
            boolean muted) {}

    /**
     * @param onAir the ingest acknowledged media within the last two seconds
     * @param packets what SRT counts, {@code null} with a protocol that does not count packets
     * @param outputBytes what the encoders gave, all sessions
     * @param sentBytes what left for the ingest, all sessions
     * @param reconnects by reason, all sessions
     */
    public record Uplink(
            boolean onAir,
            @Nullable Double backlogSeconds,
            @Nullable Long sentBitsPerSecond,
            @Nullable Long targetBitsPerSecond,
            @Nullable Double rttSeconds,
            @Nullable Packets packets,
            long outputBytes,
            long sentBytes,
            Map<String, Long> reconnects) {

        public static final Uplink CLOSED = new Uplink(false, null, null, null, null, null, 0, 0, Map.of());

        /**
         * Packets of the service's run; they are no frames, and what SRT mends is lost here and yet arrives.
         *
         * @param lossRatio of the last two seconds, 0 to 1
         */
        public record Packets(
                long sent, long lost, @Nullable Double lossRatio) {}

        /** Of this run of the service, whatever the reason. */
        public long reconnectCount() {
            return reconnects.values().stream().mapToLong(Long::longValue).sum();
        }
    }
}
