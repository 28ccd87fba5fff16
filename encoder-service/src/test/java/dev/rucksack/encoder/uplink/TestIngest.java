package dev.rucksack.encoder.uplink;

import dev.rucksack.encoder.flv.FlvDamageException;
import dev.rucksack.encoder.flv.FlvReader;
import dev.rucksack.encoder.flv.FlvTag;
import dev.rucksack.encoder.flv.TagKind;
import dev.rucksack.encoder.flv.TagPool;
import dev.rucksack.lab.ffmpeg.FfmpegBinary;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** ffmpeg listening as an RTMP server, restarted for each session, recording each one. */
final class TestIngest implements AutoCloseable {

    private final int port;
    private final Path directory;
    private final List<Path> recordings = new ArrayList<>();
    private final Thread thread = new Thread(this::serve, "test-ingest");
    private volatile Process process;
    private volatile boolean stopped;

    TestIngest(Path directory) throws IOException {
        this(directory, freePort());
    }

    TestIngest(Path directory, int port) throws IOException {
        this.directory = directory;
        this.port = port;
        this.process = listen();
        thread.start();
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    int port() {
        return port;
    }

    String url() {
        return "rtmp://127.0.0.1:" + port + "/live";
    }

    long pid() {
        return process.pid();
    }

    private synchronized Process listen() throws IOException {
        Path file = directory.resolve("ingest-" + port + "-" + recordings.size() + ".flv");
        recordings.add(file);
        return new ProcessBuilder(
                        FfmpegBinary.locate().toString(),
                        "-v",
                        "error",
                        "-nostdin",
                        "-y",
                        "-copyts",
                        "-listen",
                        "1",
                        "-timeout",
                        "60",
                        "-f",
                        "flv",
                        "-i",
                        "rtmp://127.0.0.1:" + port + "/live/any",
                        "-c",
                        "copy",
                        "-flush_packets",
                        "1",
                        "-flvflags",
                        "no_duration_filesize",
                        "-f",
                        "flv",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("ingest.log").toFile())
                .start();
    }

    private void serve() {
        try {
            while (!stopped) {
                process.waitFor();
                if (!stopped) {
                    process = listen();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Kills the present session's server; the next one listens. */
    void hangUp() {
        process.destroyForcibly();
    }

    synchronized int sessions() {
        return recordings.size();
    }

    /** Times of the video frames of each session that had any, as far as they are in the file. */
    synchronized List<List<Long>> frames() throws IOException {
        List<List<Long>> sessions = new ArrayList<>();
        for (Path recording : recordings) {
            List<Long> frames = Files.exists(recording) ? frames(recording) : List.of();
            if (!frames.isEmpty()) {
                sessions.add(frames);
            }
        }
        return sessions;
    }

    /** Picture headers in the first recording that differ from the one before. */
    synchronized int headers() throws IOException {
        int headers = 0;
        FlvTag last = null;
        try (FileChannel channel = FileChannel.open(recordings.get(0))) {
            FlvReader reader = new FlvReader(channel, new TagPool(1 << 20));
            for (FlvTag tag = reader.next(); tag != null; tag = reader.next()) {
                boolean header = tag.kind() == TagKind.VIDEO && tag.sequenceHeader();
                if (header && (last == null || !last.samePayload(tag))) {
                    headers++;
                    last = tag.retain();
                }
                tag.release();
            }
        }
        return headers;
    }

    private static List<Long> frames(Path recording) throws IOException {
        List<Long> times = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(recording)) {
            FlvReader reader = new FlvReader(channel, new TagPool(1 << 20));
            for (FlvTag tag = reader.next(); tag != null; tag = reader.next()) {
                if (tag.videoFrame()) {
                    times.add((long) tag.timestampMillis());
                }
                tag.release();
            }
        } catch (FlvDamageException e) {
            return times; // still being written
        }
        return times;
    }

    @Override
    public void close() {
        stopped = true;
        process.destroy();
        try {
            if (!process.waitFor(3, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            thread.join(3_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
