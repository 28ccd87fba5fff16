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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts ffmpeg with {@code -c copy}: FLV in on standard input, the ingest's protocol out to the Gate. */
public final class FfmpegPublishers implements Publishers {

    private static final Logger log = LoggerFactory.getLogger(FfmpegPublishers.class);

    private final Children children;
    private final String ffmpeg;
    private final Path secrets;
    private @Nullable Started waiting;

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
    public synchronized void prepare(Destination destination, int port) {
        dismiss();
        try {
            waiting = new Started(destination, port);
        } catch (IOException e) {
            log.debug("No publisher ahead: {}", e.getMessage());
        }
    }

    @Override
    public synchronized void dismiss() {
        Started present = waiting;
        waiting = null;
        if (present != null) {
            present.publisher.kill();
        }
    }

    @Override
    public Publisher start(PublisherTarget target, Runnable whenGone) throws IOException {
        Started started = take(target);
        if (started == null || !started.adopt(whenGone)) {
            started = new Started(target.destination(), target.port());
            if (!started.adopt(whenGone)) {
                whenGone.run();
            }
        }
        boolean told = false;
        try {
            started.preset.write(options(target));
            told = true;
            return started.publisher;
        } finally {
            if (!told) {
                started.publisher.kill();
            }
        }
    }

    private synchronized @Nullable Started take(PublisherTarget target) {
        Started present = waiting;
        if (present == null || present.port != target.port() || !present.destination.equals(target.destination())) {
            return null;
        }
        waiting = null;
        return present;
    }

    /** A publisher and who is told when it has gone. Without a key yet: it opens its output only after the first keyframe. */
    private final class Started implements ChildListener {

        final Destination destination;
        final int port;
        final PresetFile preset = PresetFile.in(secrets);
        final FfmpegPublisher publisher;
        private @Nullable Runnable whenGone;
        private boolean gone;

        Started(Destination destination, int port) throws IOException {
            this.destination = destination;
            this.port = port;
            ChildCommand command = new ChildCommand(
                    "publisher",
                    arguments(destination, port, preset),
                    StopLaw.END_OF_INPUT,
                    ChildCommand.Output.DISCARD);
            publisher = new FfmpegPublisher(children.start(command, this), preset);
        }

        /** False if it has ended before. */
        synchronized boolean adopt(Runnable told) {
            whenGone = told;
            return !gone;
        }

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
            Runnable told;
            synchronized (this) {
                gone = true;
                told = whenGone;
            }
            if (told != null) {
                told.run();
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

    private List<String> arguments(Destination destination, int port, PresetFile preset) {
        List<String> words = new ArrayList<>(List.of(ffmpeg, "-hide_banner", "-nostdin", "-loglevel", "level+warning"));
        // Default probing costs 1.3 s before the first SYN, and finding the frame rate 60 ms more; -fflags nobuffer
        // would lose the first keyframe
        words.addAll(List.of(
                "-analyzeduration",
                "100000",
                "-probesize",
                "65536",
                "-fpsprobesize",
                "0",
                "-copyts",
                "-f",
                "flv",
                "-i",
                "pipe:0"));
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
        words.addAll(destination.scheme() == Destination.Scheme.SRT ? srt(port) : rtmp(destination, port));
        return words;
    }

    private static List<String> rtmp(Destination destination, int port) {
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
                destination.app(),
                "-rtmp_tcurl",
                destination.url(),
                "-f",
                "flv",
                "rtmp://127.0.0.1:" + port + "/gate");
    }

    /** Latency in microseconds; linger in seconds: at the end it waits until the ingest has the last packets. */
    private static List<String> srt(int port) {
        return List.of(
                "-muxdelay",
                "0",
                "-muxpreload",
                "0",
                "-f",
                "mpegts",
                "srt://127.0.0.1:" + port + "?mode=caller&pkt_size=1316&latency=800000&linger=2&connect_timeout=3000");
    }

    private static String lastWord(ChildExit exit) {
        List<String> words = exit.lastWords();
        return words.isEmpty() ? "it said nothing" : words.get(words.size() - 1);
    }
}
