package dev.rucksack.lab.ingest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rucksack.lab.process.Await;
import dev.rucksack.lab.process.FreePort;
import dev.rucksack.lab.process.Signals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * nginx with its RTMP module, as installed (Debian: {@code nginx-light libnginx-mod-rtmp}): records every session, asks before it
 * takes a key, and refuses a second publisher of the same name unless it takes over.
 */
public final class NginxIngest implements AutoCloseable {

    private static final String CONFIGURATION = """
            load_module /usr/lib/nginx/modules/ngx_rtmp_module.so;
            user root;
            master_process off;
            daemon off;
            pid {dir}/nginx.pid;
            error_log {dir}/nginx.log warn;
            events { worker_connections 64; }
            rtmp { server { listen {address}:{rtmp}; chunk_size 4096;
              application live { live on; record all; record_path {dir}/recordings; record_unique on;
                {takeover} notify_method get; on_publish http://{asking}:{ask}/publish; } } }
            http { access_log off; client_body_temp_path {dir}/body; proxy_temp_path {dir}/proxy;
              fastcgi_temp_path {dir}/fastcgi; uwsgi_temp_path {dir}/uwsgi; scgi_temp_path {dir}/scgi;
              server { listen {address}:{stat}; location /stat { rtmp_stat all; } } }
            """;

    /**
     * Where it runs.
     *
     * @param address on which it listens
     * @param asking the address at which it finds us, who answer whether a key is good
     * @param within words before {@code nginx}: what starts it in another network namespace
     */
    public record Place(String address, String asking, List<String> within) {

        public static final Place LOOPBACK = new Place("127.0.0.1", "127.0.0.1", List.of());
    }

    private static final Pattern BYTES_IN = Pattern.compile("<bytes_in>(\\d+)</bytes_in>");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String TAKEOVER = "drop_idle_publisher 2s;";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path directory;
    private final Place place;
    private final int rtmpPort = FreePort.find();
    private final int statPort = FreePort.find();
    private final HttpServer gatekeeper;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean refusing;
    private Process nginx;

    private NginxIngest(Path directory, Place place, boolean takeover) throws IOException {
        this.directory = directory;
        this.place = place;
        Files.createDirectories(directory.resolve("recordings"));
        gatekeeper = HttpServer.create(new InetSocketAddress(place.asking(), 0), 0);
        gatekeeper.createContext("/publish", this::answer);
        gatekeeper.start();
        Files.writeString(
                directory.resolve("nginx.conf"),
                CONFIGURATION
                        .replace("{dir}", directory.toString())
                        .replace("{address}", place.address())
                        .replace("{asking}", place.asking())
                        .replace("{rtmp}", String.valueOf(rtmpPort))
                        .replace("{stat}", String.valueOf(statPort))
                        .replace("{takeover}", takeover ? TAKEOVER : "")
                        .replace("{ask}", String.valueOf(gatekeeper.getAddress().getPort())));
        nginx = launch();
    }

    /** One on this machine's loopback that does not take over: a second publisher of the same name is refused. */
    public static NginxIngest start(Path directory) throws IOException {
        return start(directory, Place.LOOPBACK, false);
    }

    /**
     * Starts it and waits until it listens.
     *
     * @param takeover whether a publisher that has been silent for two seconds makes room for another
     */
    public static NginxIngest start(Path directory, Place place, boolean takeover) throws IOException {
        NginxIngest ingest = new NginxIngest(directory, place, takeover);
        try {
            ingest.awaitListening();
            return ingest;
        } catch (RuntimeException e) {
            ingest.close();
            throw new IOException("nginx does not start: " + Files.readString(directory.resolve("nginx.out")), e);
        }
    }

    private Process launch() throws IOException {
        List<String> command = new ArrayList<>(place.within());
        command.addAll(List.of(
                "nginx",
                "-p",
                directory.toString(),
                "-c",
                directory.resolve("nginx.conf").toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("nginx.out").toFile()))
                .start();
    }

    private void awaitListening() {
        try {
            Await.until("nginx listens", PATIENCE, () -> nginx.isAlive() && !stat().isEmpty());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(refusing ? 403 : 200, -1);
        }
    }

    /** Where to publish, without the key. */
    public String url() {
        return "rtmp://" + place.address() + ":" + rtmpPort + "/live";
    }

    public int port() {
        return rtmpPort;
    }

    /** Takes no key any more, or any again. Publishers that are on stay. */
    public void refuseKeys(boolean refuse) {
        refusing = refuse;
    }

    /** How often somebody asked to publish. */
    public int attempts() {
        return asked.get();
    }

    /** SIGKILL, as the kernel does when memory is short. */
    public void kill() throws InterruptedException {
        nginx.destroyForcibly().waitFor();
    }

    /** Starts it again after {@link #kill()}. Returns before it listens. */
    public void again() throws IOException {
        nginx = launch();
    }

    /** Starts it if it is dead, lets it go on if it is held, and waits until it answers. */
    public void mend() throws IOException {
        hold(false);
        if (!nginx.isAlive()) {
            again();
        }
        awaitListening();
    }

    /** Waits until it takes connections, and returns at once then. */
    public void awaitOpen() throws InterruptedException, IOException {
        String listening = String.format(":%04X 00000000:0000 0A", rtmpPort);
        Path sockets = Path.of("/proc", String.valueOf(nginx.pid()), "net/tcp"); // those of its namespace
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.readString(sockets).contains(listening)) {
            if (System.nanoTime() - end > 0) {
                throw new IOException("nginx does not listen");
            }
            Thread.sleep(2);
        }
    }

    /** Holds it: connections stay, the kernel takes some more bytes for it, nothing is read. */
    public void hold(boolean held) {
        if (held) {
            Signals.stop(nginx.pid());
        } else {
            Signals.go(nginx.pid());
        }
    }

    /** What the present publishers have sent, in bytes; 0 while nobody publishes. */
    public long bytes() {
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
            URI url = URI.create("http://" + place.address() + ":" + statPort + "/stat");
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

    /** Where the recordings are, one file for each publishing session; each packet is written as it comes. */
    public Path recordingDirectory() {
        return directory.resolve("recordings");
    }

    /** The recordings, oldest first; whole once nobody publishes. */
    public List<Path> recordings() {
        try (Stream<Path> files = Files.list(recordingDirectory())) {
            return files.sorted(Comparator.comparingLong(file -> file.toFile().lastModified()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        hold(false);
        nginx.destroy();
        try {
            if (!nginx.waitFor(10, TimeUnit.SECONDS)) {
                nginx.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        gatekeeper.stop(0);
    }
}
