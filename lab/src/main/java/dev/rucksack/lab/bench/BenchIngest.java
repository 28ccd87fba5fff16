package dev.rucksack.lab.bench;

import dev.rucksack.lab.process.FreePort;
import dev.rucksack.lab.reader.FrameReader;
import dev.rucksack.lab.reader.LiveViewer;
import dev.rucksack.lab.reader.Reading;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Where both contenders publish to, for one turn. It notes when each picture's last byte arrived, keeps what arrived as FLV, and
 * passes everything on to an ffmpeg that answers for it and shows the pictures to a {@link LiveViewer}.
 */
final class BenchIngest implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 30;
    private static final int KEYFRAME = 0x17; // FrameType 1, CodecID 7 (AVC): FLV E.4.3.1
    private static final int CODED = 1; // AVCPacketType NALU: FLV E.4.3.1

    private final LiveViewer viewer;
    private final ServerSocket door;
    private final Path recording;
    private final DataOutputStream flv;
    private final Map<Long, Long> arrivals = new HashMap<>();
    private final CompletableFuture<Long> firstKeyframe = new CompletableFuture<>();
    private final Thread thread = new Thread(this::serve, "bench-ingest");

    private BenchIngest(LiveViewer viewer, ServerSocket door, Path recording) throws IOException {
        this.viewer = viewer;
        this.door = door;
        this.recording = recording;
        flv = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(recording), 1 << 16));
        flv.write(new byte[] {'F', 'L', 'V', 1, 5, 0, 0, 0, 9, 0, 0, 0, 0});
        thread.setDaemon(true);
        thread.start();
    }

    /** Listens on a port of loopback; it is free again after {@link #close()}. */
    static BenchIngest listen(int port, Path recording) throws IOException {
        ServerSocket door = new ServerSocket();
        door.setReuseAddress(true);
        door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return new BenchIngest(LiveViewer.listen(FreePort.find()), door, recording);
    }

    /** Where to publish, key and all. */
    String url() {
        return "rtmp://127.0.0.1:" + door.getLocalPort() + "/live/bench";
    }

    LiveViewer viewer() {
        return viewer;
    }

    /** {@link System#nanoTime()} when the first keyframe after the decoder's configuration was here, whole. */
    long awaitKeyframe() throws IOException, InterruptedException {
        try {
            return firstKeyframe.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("No keyframe came within " + PATIENCE_SECONDS + " s", e);
        }
    }

    /** Decodes what arrived, after the publisher has gone: when the first picture with the camera's number was here. */
    long firstCameraPicture() throws IOException, InterruptedException {
        thread.join();
        Reading.Frame first = new FrameReader()
                .read(recording).frames().stream()
                        .filter(frame -> frame.number() != null)
                        .findFirst()
                        .orElseThrow(() -> new IOException("No picture of the camera is in " + recording));
        synchronized (arrivals) {
            Long arrived = arrivals.get(Math.round(first.seconds() * 1000));
            if (arrived == null) {
                throw new IOException("No message of " + first.seconds() + " s is known");
            }
            return arrived;
        }
    }

    private void serve() {
        try (Socket publisher = door.accept();
                Socket behind = new Socket(InetAddress.getLoopbackAddress(), viewer.port());
                flv) {
            publisher.setTcpNoDelay(true);
            behind.setTcpNoDelay(true);
            Thread answers = new Thread(() -> answer(behind, publisher), "bench-ingest-answers");
            answers.setDaemon(true);
            answers.start();
            InputStream passing = new Passing(publisher.getInputStream(), behind.getOutputStream());
            new RtmpMedia(new DataInputStream(new BufferedInputStream(passing, 1 << 16)), this::arrived).read();
        } catch (IOException | UncheckedIOException e) {
            firstKeyframe.completeExceptionally(e); // unless it came before: a session may end in any way
        }
    }

    private static void answer(Socket behind, Socket publisher) {
        try {
            behind.getInputStream().transferTo(publisher.getOutputStream());
        } catch (IOException e) {
            return; // the session is over
        }
    }

    private void arrived(int type, long millis, byte[] payload) {
        long now = System.nanoTime();
        if (type == RtmpMedia.VIDEO && payload.length > 1 && payload[1] == CODED) {
            synchronized (arrivals) {
                arrivals.putIfAbsent(millis, now);
            }
            if ((payload[0] & 0xff) == KEYFRAME) {
                firstKeyframe.complete(now);
            }
        }
        try {
            flv.writeInt(type << 24 | payload.length);
            flv.writeInt((int) (millis << 8 | millis >> 24));
            flv.write(new byte[3]);
            flv.write(payload);
            flv.writeInt(11 + payload.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            viewer.close();
        }
    }

    /** Gives everything read to another side as well, before anybody looks at it. */
    private static final class Passing extends FilterInputStream {

        private final OutputStream other;

        Passing(InputStream in, OutputStream other) {
            super(in);
            this.other = other;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int count = super.read(bytes, from, length);
            if (count > 0) {
                other.write(bytes, from, count);
            }
            return count;
        }
    }
}
