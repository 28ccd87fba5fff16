package dev.rucksack.lab.reader;

import dev.rucksack.lab.ffmpeg.FfmpegBinary;
import dev.rucksack.lab.process.Lifeline;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A viewer who is the ingest as well: ffmpeg listens for one publisher, decodes what it gets, and each picture of the
 * lab's camera is noted with the time of its arrival.
 */
public final class LiveViewer implements AutoCloseable {

    /**
     * A picture seen.
     *
     * @param number its number
     * @param nanos when it was decoded, {@link System#nanoTime()}
     */
    public record Sight(long number, long nanos) {}

    private final int port;
    private final Process process;
    private final List<Sight> sights = new ArrayList<>();

    private LiveViewer(int port, Process process) {
        this.port = port;
        this.process = process;
    }

    /** Listens on a port of loopback; it is free again after {@link #close()}. */
    public static LiveViewer listen(int port) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                FfmpegBinary.locate().toString(),
                "-hide_banner",
                "-nostdin",
                "-loglevel",
                "error",
                "-threads",
                "1",
                "-fflags",
                "nobuffer",
                "-flags",
                "low_delay",
                "-analyzeduration",
                "100000",
                "-probesize",
                "65536",
                "-listen",
                "1",
                // Else each of its answers waits up to 40 ms for the last one's acknowledgement (RFC 896, RFC 1122
                // 4.2.3.2):
                // 0.2 s of every press to it were its own
                "-tcp_nodelay",
                "1",
                "-i",
                url(port),
                "-an",
                "-filter_complex",
                FrameReader.PICTURE_FILTER + "[out]",
                "-map",
                "[out]",
                "-vsync",
                "passthrough",
                "-pix_fmt",
                "gray",
                "-f",
                "rawvideo",
                "-flush_packets",
                "1",
                "pipe:1"));
        Process process = Lifeline.builder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        LiveViewer viewer = new LiveViewer(port, process);
        Thread thread = new Thread(viewer::watch, "lab-viewer");
        thread.setDaemon(true);
        thread.start();
        viewer.awaitListening();
        return viewer;
    }

    public int port() {
        return port;
    }

    /** What was seen since a time. */
    public List<Sight> since(long nanos) {
        synchronized (sights) {
            return sights.stream().filter(sight -> sight.nanos() - nanos >= 0).toList();
        }
    }

    @Override
    public void close() {
        Lifeline.end(process);
    }

    private static String url(int port) {
        return "rtmp://127.0.0.1:" + port + "/live/bench";
    }

    private void watch() {
        byte[] picture = new byte[FrameReader.PICTURE_BYTES];
        try (InputStream in = new BufferedInputStream(process.getInputStream(), FrameReader.PICTURE_BYTES)) {
            while (in.readNBytes(picture, 0, picture.length) == picture.length) {
                long now = System.nanoTime();
                Long number = FrameReader.frame(picture).number();
                if (number != null) {
                    synchronized (sights) {
                        sights.add(new Sight(number, now));
                    }
                }
            }
        } catch (IOException e) {
            return; // the viewer was closed
        }
    }

    private void awaitListening() throws IOException {
        String wanted = String.format(":%04X 00000000:0000 0A", port);
        for (int i = 0; i < 500 && process.isAlive(); i++) {
            if (Files.readString(Path.of("/proc/net/tcp")).contains(wanted)) {
                return;
            }
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        throw new IOException("The viewer's ffmpeg does not listen");
    }
}
