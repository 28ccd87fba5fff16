package dev.rucksack.encoder.config;

import dev.rucksack.encoder.stream.ResumeLaw;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Configuration of the machine ({@code rucksack.*}, {@code RUCKSACK_…}). What is also a setting is only its first value: it is
 * in force until somebody saves settings.
 *
 * @param home directory of settings, key, order and recordings
 * @param ffmpeg which ffmpeg
 * @param host where the computer's own readings come from
 * @param resume when a restarted service goes live again by itself
 * @param capture first values of the settings' {@code capture}
 * @param sound first values of the settings' {@code sound}
 * @param encoder first values of the settings' {@code encoder}
 * @param destination first values of the settings' {@code destination}
 * @param recording first values of the settings' {@code recording}
 */
@ConfigurationProperties("rucksack")
public record RucksackProperties(
        @DefaultValue("/var/lib/rucksack") Path home,
        @DefaultValue Ffmpeg ffmpeg,
        @DefaultValue Host host,
        @DefaultValue Resume resume,
        @DefaultValue Capture capture,
        @DefaultValue Sound sound,
        @DefaultValue Encoder encoder,
        @DefaultValue Destination destination,
        @DefaultValue Recording recording) {

    /** Where recordings lie: below the home, where another disk may be mounted. */
    Path recordings() {
        return home.toAbsolutePath().resolve("recordings");
    }

    /** @param path name on the PATH, or a path */
    public record Ffmpeg(@DefaultValue("ffmpeg") String path) {}

    /**
     * @param proc where the kernel tells its boot and how long ago that was
     * @param sys root of the kernel's readings
     * @param timeSynchronised a file that is there once the time has been set in this boot
     */
    public record Host(
            @DefaultValue("/proc") Path proc,
            @DefaultValue("/sys") Path sys,

            @DefaultValue("/run/systemd/timesync/synchronized")
            Path timeSynchronised) {}

    /** @param within how old the last sign of life may be for a restarted service to go live again; 0 for never, null for ten minutes */
    public record Resume(@Nullable Duration within) {

        /** Empty text counts as not given. */
        ResumeLaw law() {
            return new ResumeLaw(within == null ? ResumeLaw.DEFAULT_WITHIN : within);
        }
    }

    /**
     * @param source {@code v4l2}, {@code file}, {@code url} or {@code test}
     * @param device {@code auto}, a path, or a URL
     * @param format {@code auto}, a pixel format, or ffmpeg's demuxer name
     * @param width of the stream, pixels
     * @param height of the stream, pixels
     * @param rate of the stream, frames a second
     * @param picture lavfi graph for source {@code test}
     * @param frozenIsLost whether a picture that stands still for two seconds counts as no picture
     */
    public record Capture(
            @Nullable String source,
            @Nullable String device,
            @Nullable String format,
            @Nullable Integer width,
            @Nullable Integer height,
            @Nullable String rate,
            @Nullable String picture,
            @Nullable Boolean frozenIsLost) {}

    /**
     * @param source {@code alsa}, {@code file}, {@code url}, {@code test} or {@code none}
     * @param device {@code auto}, {@code hw:…}, a file or a URL
     * @param format {@code auto}, or ffmpeg's demuxer name
     * @param delayMillis how much later the sound goes out, 0 to 2000
     * @param gainDecibels −60 to 24
     * @param mute whether viewers hear silence
     * @param tone lavfi graph for source {@code test}
     */
    public record Sound(
            @Nullable String source,
            @Nullable String device,
            @Nullable String format,
            @Nullable Integer delayMillis,
            @Nullable Double gainDecibels,
            @Nullable Boolean mute,
            @Nullable String tone) {}

    /**
     * @param name {@code auto}, {@code libx264} or {@code h264_v4l2m2m}
     * @param videoBitsPerSecond video bitrate
     * @param audioBitsPerSecond audio bitrate
     */
    public record Encoder(
            @Nullable String name,
            @Nullable Integer videoBitsPerSecond,
            @Nullable Integer audioBitsPerSecond) {}

    /**
     * @param service {@code twitch}, {@code youtube} or {@code custom}
     * @param url for {@code custom}: rtmp://, rtmps:// or srt://, without the key
     */
    public record Destination(
            @Nullable String service, @Nullable String url) {}

    /**
     * @param when {@code live}, {@code always} or {@code never}
     * @param keepFreeMegabytes how much of the disk stays free; 0 for what is usual
     */
    public record Recording(@Nullable String when, @Nullable Integer keepFreeMegabytes) {}

    /** What was given, as a part of the settings' tree. Empty text counts as not given: compose files pass it on so. */
    Map<String, Object> settings() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put(
                "capture",
                given(
                        "source", capture.source,
                        "device", capture.device,
                        "format", capture.format,
                        "width", capture.width,
                        "height", capture.height,
                        "rate", capture.rate,
                        "picture", capture.picture,
                        "frozenIsLost", capture.frozenIsLost));
        tree.put(
                "sound",
                given(
                        "source", sound.source,
                        "device", sound.device,
                        "format", sound.format,
                        "delayMillis", sound.delayMillis,
                        "gainDecibels", sound.gainDecibels,
                        "mute", sound.mute,
                        "tone", sound.tone));
        tree.put(
                "encoder",
                given(
                        "name", encoder.name,
                        "videoBitsPerSecond", encoder.videoBitsPerSecond,
                        "audioBitsPerSecond", encoder.audioBitsPerSecond));
        tree.put("destination", given("service", destination.service, "url", destination.url));
        tree.put("recording", given("when", recording.when, "keepFreeMegabytes", recording.keepFreeMegabytes));
        return tree;
    }

    private static Map<String, Object> given(@Nullable Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object value = namesAndValues[i + 1];
            if (value != null && !"".equals(value)) {
                map.put(String.valueOf(namesAndValues[i]), value);
            }
        }
        return map;
    }
}
