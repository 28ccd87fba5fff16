package dev.rucksack.encoder.ffmpeg;

import dev.rucksack.encoder.uplink.Destination;
import dev.rucksack.encoder.uplink.Publisher;
import dev.rucksack.encoder.uplink.PublisherTarget;
import dev.rucksack.encoder.uplink.Publishers;
import dev.rucksack.encoder.uplink.StreamKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts ffmpeg with {@code -c copy}: FLV in on standard input, the ingest's protocol out to the Gate. */
public final class FfmpegPublishers implements Publishers {

    private static final Logger log = LoggerFactory.getLogger(FfmpegPublishers.class);

    private final Children children;
    private final String ffmpeg;
    private final Path secrets;

    /**
     * @param ffmpeg name on the PATH or a path
     * @param secrets an existing directory that only we can read; what an earlier life left in it is removed
     */
    public FfmpegPublishers(Children children, String ffmpeg, Path secrets) {
        this.children = children;
        this.ffmpeg = ffmpeg;
        this.secrets = secrets;
        PresetFile.removeLeftovers(secrets);
    }

    @Override
    public Publisher start(PublisherTarget target, Runnable whenGone) throws IOException {
        PresetFile preset = PresetFile.write(secrets, options(target));
        boolean started = false;
        try {
            ChildCommand command = new ChildCommand(
                    "publisher", arguments(target, preset), StopLaw.END_OF_INPUT, ChildCommand.Output.DISCARD);
            Child child = children.start(command, new ChildListener() {
                @Override
                public void errorLine(String line) {
                    log.debug("publisher: {}", line);
                }

                @Override
                public void exited(ChildExit exit) {
                    preset.remove();
                    if (!exit.stoppedByUs()) {
                        log.warn("The publisher ended with {}: {}", exit.code(), lastWord(exit));
                    }
                    whenGone.run();
                }
            });
            started = true;
            return new FfmpegPublisher(child, preset);
        } finally {
            if (!started) {
                preset.remove();
            }
        }
    }

    /** What may not stand in an argument: read from the preset file as if it did. */
    private static List<String> options(PublisherTarget target) {
        StreamKey key = target.key();
        if (key == null) {
            return List.of();
        }
        return target.destination().scheme() == Destination.Scheme.SRT
                ? SrtKey.options(key)
                : List.of("rtmp_playpath=" + key.secret());
    }

    private List<String> arguments(PublisherTarget target, PresetFile preset) {
        List<String> words = new ArrayList<>(List.of(ffmpeg, "-hide_banner", "-nostdin", "-loglevel", "level+warning"));
        // Default probing costs 1.3 s before the first SYN; -fflags nobuffer would lose the first keyframe
        words.addAll(
                List.of("-analyzeduration", "100000", "-probesize", "65536", "-copyts", "-f", "flv", "-i", "pipe:0"));
        words.addAll(List.of(
                "-c",
                "copy",
                "-flush_packets",
                "1",
                // Else the sound waits ten seconds for a picture that does not come, and viewers lose both
                "-max_interleave_delta",
                "250000",
                "-fpre",
                preset.path().toString()));
        words.addAll(target.destination().scheme() == Destination.Scheme.SRT ? srt(target) : rtmp(target));
        return words;
    }

    private static List<String> rtmp(PublisherTarget target) {
        return List.of(
                "-flvflags",
                "no_duration_filesize",
                // Without a timeout a dead connection holds ffmpeg for ever; ours (8 s) comes first
                "-rw_timeout",
                "10000000",
                "-send_buffer_size",
                "65536",
                "-tcp_nodelay",
                "1",
                "-rtmp_app",
                target.destination().app(),
                "-rtmp_tcurl",
                target.destination().url(),
                "-f",
                "flv",
                "rtmp://127.0.0.1:" + target.port() + "/gate");
    }

    /** Latency in microseconds; linger in seconds: at the end it waits until the ingest has the last packets. */
    private static List<String> srt(PublisherTarget target) {
        return List.of(
                "-muxdelay",
                "0",
                "-muxpreload",
                "0",
                "-f",
                "mpegts",
                "srt://127.0.0.1:" + target.port()
                        + "?mode=caller&pkt_size=1316&latency=800000&linger=2&connect_timeout=3000");
    }

    private static String lastWord(ChildExit exit) {
        List<String> words = exit.lastWords();
        return words.isEmpty() ? "it said nothing" : words.get(words.size() - 1);
    }
}
