package dev.rucksack.lab.ingest;

import dev.rucksack.lab.ffmpeg.FfmpegBinary;
import dev.rucksack.lab.process.FreePort;
import dev.rucksack.lab.process.Lifeline;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One ffmpeg that waits for one RTMP publisher, records what it sends and gives two pictures a second of it. */
final class Listener {

    private static final int CONNECT_ATTEMPTS = 100;
    private static final int MOST_PICTURE_BYTES = 1 << 20;

    private final int port;
    private final Path recording;
    private final Process process;

    Listener(Path recording, Consumer<byte[]> pictures) throws IOException {
        this.recording = recording;
        this.port = FreePort.find();
        ProcessBuilder builder = Lifeline.builder(List.of(
                FfmpegBinary.locate().toString(),
                "-hide_banner",
                "-nostdin",
                "-loglevel",
                "error",
                "-copyts",
                "-threads",
                "1",
                "-listen",
                "1",
                "-i",
                "rtmp://127.0.0.1:" + port + "/live",
                "-map",
                "0",
                "-c",
                "copy",
                "-max_interleave_delta",
                "1000000",
                "-flush_packets",
                "1",
                "-flvflags",
                "no_duration_filesize",
                "-f",
                "flv",
                recording.toString(),
                "-map",
                "0:v:0",
                "-an",
                "-vf",
                "fps=2,scale='min(640,iw)':-2",
                "-threads",
                "1",
                "-c:v",
                "mjpeg",
                "-q:v",
                "5",
                "-flush_packets",
                "1",
                "-f",
                "image2pipe",
                "pipe:1"));
        // ffmpeg's warnings would name the stream, which is the key
        process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        Thread thread = new Thread(() -> readPictures(pictures), "lab-ingest-picture");
        thread.setDaemon(true);
        thread.start();
    }

    /** Connects to it; it may need a moment to listen. */
    Socket connect() throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            Socket socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                socket.setTcpNoDelay(true);
                return socket;
            } catch (IOException e) {
                socket.close();
                if (attempt == CONNECT_ATTEMPTS || !process.isAlive()) {
                    throw e;
                }
                Thread.sleep(50);
            }
        }
    }

    /** JPEGs follow each other; each begins with FF D8 and ends with FF D9, which occur nowhere else in it. */
    private void readPictures(Consumer<byte[]> pictures) {
        byte[] picture = new byte[MOST_PICTURE_BYTES];
        int length = 0;
        int before = 0;
        try (InputStream in = new BufferedInputStream(process.getInputStream())) {
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (length == picture.length) {
                    length = 0;
                }
                picture[length++] = (byte) next;
                if (before == 0xFF && next == 0xD9) {
                    pictures.accept(Arrays.copyOf(picture, length));
                    length = 0;
                }
                before = next;
            }
        } catch (IOException e) {
            // The process was ended: its pipe is closed
        }
    }

    Path recording() {
        return recording;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for its end after the publisher has gone, so that the recording is whole. */
    void finish() throws InterruptedException {
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            end();
        }
    }

    void end() {
        Lifeline.end(process);
    }
}
