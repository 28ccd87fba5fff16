package dev.rucksack.encoder.uplink;

import com.sun.net.httpserver.HttpServer;
import dev.rucksack.encoder.flv.FlvReader;
import dev.rucksack.encoder.flv.FlvTag;
import dev.rucksack.encoder.flv.TagPool;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** nginx with its RTMP module, which asks us whether a key may publish and records what comes. No takeover of a ghost. */
final class NginxIngest implements AutoCloseable {

    private final Path directory;
    private final int port = TestIngest.freePort();
    private final HttpServer door = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final AtomicInteger asked = new AtomicInteger();
    private final Path configuration;
    private Process process;
    private volatile boolean refusing;
    private volatile long askedNanos;

    NginxIngest(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory.resolve("nginx"));
        Files.createDirectories(this.directory.resolve("recordings"));
        door.createContext("/", exchange -> {
            askedNanos = System.nanoTime();
            asked.incrementAndGet();
            exchange.sendResponseHeaders(refusing ? 403 : 200, -1);
            exchange.close();
        });
        door.start();
        configuration = Files.writeString(
                this.directory.resolve("nginx.conf"),
                String.format(
                        """
                load_module /usr/lib/nginx/modules/ngx_rtmp_module.so;
                user root;
                daemon off;
                master_process off;
                pid nginx.pid;
                error_log error.log;
                events {}
                rtmp {
                  server {
                    listen 127.0.0.1:%d;
                    application live {
                      live on;
                      record all;
                      record_path %s;
                      record_unique on;
                      notify_method get;
                      on_publish http://127.0.0.1:%d/;
                    }
                  }
                }
                """,
                        port,
                        this.directory.resolve("recordings"),
                        door.getAddress().getPort()));
        process = launch();
    }

    private Process launch() throws IOException {
        return new ProcessBuilder("nginx", "-p", directory.toString(), "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("nginx.log").toFile())
                .start();
    }

    /** kill -9. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Starts it anew and waits until it listens; by {@link System#nanoTime()}, when it was seen to. */
    long again() throws IOException {
        process = launch();
        while (true) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return System.nanoTime();
            } catch (ConnectException e) {
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    /** When somebody last asked to publish, by {@link System#nanoTime()}. */
    long askedNanos() {
        return askedNanos;
    }

    String url() {
        return "rtmp://127.0.0.1:" + port + "/live";
    }

    void refuse() {
        refusing = true;
    }

    int asked() {
        return asked.get();
    }

    /** Video frames in each recording: nginx writes times since its beginning. */
    List<List<Integer>> frames() throws IOException {
        List<List<Integer>> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory.resolve("recordings"))) {
            for (Path file : files.sorted().toList()) {
                all.add(frames(file));
            }
        }
        return all;
    }

    private static List<Integer> frames(Path file) throws IOException {
        List<Integer> times = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(file)) {
            FlvReader reader = new FlvReader(channel, new TagPool(1 << 20));
            for (FlvTag tag = reader.next(); tag != null; tag = reader.next()) {
                if (tag.videoFrame()) {
                    times.add(tag.timestampMillis());
                }
                tag.release();
            }
        }
        return times;
    }

    @Override
    public void close() {
        door.stop(0);
        process.destroy();
        try {
            if (!process.waitFor(3, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
