package dev.rucksack.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** nginx with its RTMP module, as installed: records every session and asks before it takes a key. */
final class NginxIngest implements AutoCloseable {

    private static final String CONFIGURATION = """
            load_module /usr/lib/nginx/modules/ngx_rtmp_module.so;
            user root;
            worker_processes 1;
            daemon off;
            pid {dir}/nginx.pid;
            error_log {dir}/nginx.log warn;
            events { worker_connections 64; }
            rtmp { server { listen 127.0.0.1:{rtmp}; chunk_size 4096;
              application live { live on; record all; record_path {dir}/recordings; record_unique on;
                notify_method get; on_publish http://127.0.0.1:{ask}/publish; } } }
            http { access_log off; client_body_temp_path {dir}/body; proxy_temp_path {dir}/proxy;
              fastcgi_temp_path {dir}/fastcgi; uwsgi_temp_path {dir}/uwsgi; scgi_temp_path {dir}/scgi;
              server { listen 127.0.0.1:{stat}; location /stat { rtmp_stat all; } } }
            """;

    private static final Pattern BYTES_IN = Pattern.compile("<bytes_in>(\\d+)</bytes_in>");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path directory;
    private final int rtmpPort = Product.freePort();
    private final int statPort = Product.freePort();
    private final HttpServer gatekeeper;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean refusing;
    private final Process nginx;

    private NginxIngest(Path directory) throws IOException {
        this.directory = directory;
        Files.createDirectories(directory.resolve("recordings"));
        gatekeeper = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gatekeeper.createContext("/publish", this::answer);
        gatekeeper.start();
        Path file = directory.resolve("nginx.conf");
        Files.writeString(
                file,
                CONFIGURATION
                        .replace("{dir}", directory.toString())
                        .replace("{rtmp}", String.valueOf(rtmpPort))
                        .replace("{stat}", String.valueOf(statPort))
                        .replace("{ask}", String.valueOf(gatekeeper.getAddress().getPort())));
        nginx = launch();
    }

    static NginxIngest start(Path directory) throws IOException {
        NginxIngest ingest = new NginxIngest(directory);
        try {
            ingest.awaitListening();
            return ingest;
        } catch (RuntimeException | Error e) {
            ingest.close();
            throw new AssertionError(Files.readString(directory.resolve("nginx.out")), e);
        }
    }

    private Process launch() throws IOException {
        return new ProcessBuilder(
                        "nginx",
                        "-p",
                        directory.toString(),
                        "-c",
                        directory.resolve("nginx.conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("nginx.out").toFile())
                .start();
    }

    private void awaitListening() {
        Awaitility.await("nginx listens")
                .atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .until(() -> nginx.isAlive() && !stat().isEmpty());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(refusing ? 403 : 200, -1);
        }
    }

    /** Where to publish, without the key. */
    String url() {
        return "rtmp://127.0.0.1:" + rtmpPort + "/live";
    }

    int port() {
        return rtmpPort;
    }

    /** Takes no key any more, or any again. */
    void refuseKeys(boolean refuse) {
        refusing = refuse;
    }

    /** How often somebody asked to publish. */
    int attempts() {
        return asked.get();
    }

    /** What the present publishers have sent, in bytes; 0 while nobody publishes. */
    long bytes() {
        long sum = 0;
        for (String stream : stat().split("<stream>")) {
            Matcher matcher = BYTES_IN.matcher(stream);
            if (stream.contains("<publishing/>") && matcher.find()) {
                sum += Long.parseLong(matcher.group(1));
            }
        }
        return sum;
    }

    private String stat() {
        try {
            URI url = URI.create("http://127.0.0.1:" + statPort + "/stat");
            return http.send(
                            HttpRequest.newBuilder(url)
                                    .timeout(Duration.ofSeconds(5))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The recordings, oldest first; whole once nobody publishes. */
    List<Path> recordings() {
        try (Stream<Path> files = Files.list(directory.resolve("recordings"))) {
            return files.sorted(Comparator.comparingLong(file -> file.toFile().lastModified()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        nginx.destroy();
        try {
            if (!nginx.waitFor(10, TimeUnit.SECONDS)) {
                nginx.descendants().forEach(ProcessHandle::destroyForcibly);
                nginx.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        gatekeeper.stop(0);
    }
}
