package dev.rucksack.control;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The encoder's side of the contract on a real HTTP server: events with heartbeat, orders with revisions, settings,
 * key and picture. It can be stopped, started again on the same port, hung, and made to talk nonsense. The real encoder
 * is tried in the end-to-end tests.
 */
public final class EncoderStandIn implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final List<String> orders = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final List<OutputStream> listeners = new CopyOnWriteArrayList<>();
    private @Nullable HttpServer server;
    private @Nullable ExecutorService workers;
    private int port;
    private int boot;
    private long sequence;
    private String state = "idle";
    private String wanted = "idle";
    private String cautions = "[]";
    private long revision;
    private final CountDownLatch half = new CountDownLatch(1);
    private volatile CountDownLatch hung = new CountDownLatch(0);
    private volatile boolean silent;

    /** Starts it on a free port. */
    public static EncoderStandIn start() {
        EncoderStandIn encoder = new EncoderStandIn();
        encoder.startAgain();
        return encoder;
    }

    /** Starts it, after {@link #stop}, on the same port and with a new boot id; state is idle. */
    public synchronized void startAgain() {
        try {
            boot++;
            sequence = 0;
            state = "idle";
            wanted = "idle";
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            port = http.getAddress().getPort();
            ExecutorService threads = Executors.newCachedThreadPool(work -> {
                Thread thread = new Thread(work, "encoder-stand-in");
                thread.setDaemon(true);
                return thread;
            });
            http.setExecutor(threads);
            http.createContext("/api/events", this::events);
            http.createContext("/api/stream/order", this::order);
            http.createContext("/api/settings", this::settings);
            http.createContext("/api/key", this::key);
            http.createContext("/api/slate", this::slate);
            http.createContext("/api/recordings", this::recordings);
            http.createContext("/api/picture", exchange -> problem(exchange, 404, "no-picture", "No picture yet."));
            http.createContext(
                    "/api/devices", exchange -> answer(exchange, 200, "application/json", "{\"cameras\":[]}"));
            http.start();
            threads.execute(this::beat);
            server = http;
            workers = threads;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Dies: connections end, the port is closed. */
    public synchronized void stop() {
        if (server != null) {
            server.stop(0);
        }
        if (workers != null) {
            workers.shutdownNow();
        }
        listeners.clear();
    }

    /** Accepts connections and reads requests, but does nothing with them until {@code on} is false again. */
    public void hang(boolean on) {
        if (on) {
            hung = new CountDownLatch(1);
            silent = true;
        } else {
            silent = false;
            hung.countDown();
        }
    }

    /** Goes to a state and says so. */
    public synchronized void state(String next) {
        state = next;
        sequence++;
        report();
    }

    public synchronized void cautions(String json) {
        cautions = json;
        sequence++;
        report();
    }

    /** Sends bytes to those who listen to its events. */
    public synchronized void send(String text) {
        for (OutputStream out : listeners) {
            try {
                out.write(text.getBytes(StandardCharsets.UTF_8));
                out.flush();
            } catch (IOException e) {
                listeners.remove(out);
            }
        }
    }

    /** Orders taken: {@code live 3}. */
    public List<String> orders() {
        return List.copyOf(orders);
    }

    /** Bodies of settings and keys. */
    public List<String> bodies() {
        return List.copyOf(bodies);
    }

    /** Whether somebody listens to its events. */
    public boolean heard() {
        return !listeners.isEmpty();
    }

    @Override
    public void close() {
        hung.countDown();
        stop();
    }

    private void beat() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                TimeUnit.MILLISECONDS.sleep(500);
                synchronized (this) {
                    report();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void report() {
        if (!silent) {
            send("event: report\nid: boot" + boot + ":" + sequence + "\ndata: " + json() + "\n\n");
        }
    }

    private String json() {
        return """
                {"boot":"boot%d","sequence":%d,"at":"2026-11-22T08:00:00Z","order":{"wanted":"%s","revision":%d},\
                "state":"%s","onAir":%b,"fault":null,"cautions":%s,"destination":{"service":"twitch","name":"Twitch"}}""".formatted(boot, sequence, wanted, revision, state, "live".equals(state), cautions);
    }

    private void events(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        synchronized (this) {
            listeners.add(exchange.getResponseBody());
            report();
        }
    }

    /** Lets the second half of a recording go. */
    public void release() {
        half.countDown();
    }

    private void recordings(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        bodies.add(exchange.getRequestMethod() + " " + path + " "
                + exchange.getRequestHeaders().getFirst("Range"));
        if (path.equals("/api/recordings")) {
            answer(exchange, 200, "application/json", "{\"recordings\":[]}");
        } else if (exchange.getRequestMethod().equals("DELETE")) {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        } else if (path.endsWith("-404")) {
            problem(exchange, 404, "no-recording", "There is no such recording.");
        } else if (path.endsWith("/whole.mp4")) {
            exchange.getResponseHeaders().add("Content-Type", "video/mp4");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write("first half, ".repeat(4000).getBytes(StandardCharsets.UTF_8));
                out.flush();
                half.await();
                out.write("second half".getBytes(StandardCharsets.UTF_8));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        } else {
            exchange.getResponseHeaders().add("Content-Type", "video/mp4");
            exchange.getResponseHeaders().add("Content-Range", "bytes 4-7/100");
            exchange.getResponseHeaders().add("X-Inner", "stays inside");
            exchange.sendResponseHeaders(206, 4);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write("ftyp".getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private void order(HttpExchange exchange) throws IOException {
        JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
        awaitAlive();
        long asked = body.path("revision").asLong();
        String wish = body.path("wanted").asString();
        boolean stale;
        synchronized (this) {
            stale = asked <= revision && !wish.equals(wanted);
            if (!stale) {
                orders.add(wish + " " + asked);
                wanted = wish;
                revision = Math.max(revision, asked);
                sequence++;
                report();
            }
        }
        if (stale) {
            answer(
                    exchange,
                    409,
                    "application/problem+json",
                    JSON.writeValueAsString(Map.of(
                            "title",
                            "Conflict",
                            "detail",
                            "A later order is there.",
                            "code",
                            "stale-revision",
                            "revision",
                            revision)));
        } else {
            answer(exchange, 200, "application/json", json());
        }
    }

    private void settings(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        awaitAlive();
        if ("GET".equals(exchange.getRequestMethod())) {
            answer(exchange, 200, "application/json", "{\"capture\":{\"width\":1280}}");
        } else {
            bodies.add(body);
            problem(exchange, 422, "settings-invalid", "The camera cannot give 1080p60.");
        }
    }

    private void key(HttpExchange exchange) throws IOException {
        bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    /** Takes any picture and remembers how long it was. */
    private void slate(HttpExchange exchange) throws IOException {
        bodies.add("slate " + exchange.getRequestBody().readAllBytes().length);
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    private void awaitAlive() {
        try {
            if (!hung.await(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("hung for a minute");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void problem(HttpExchange exchange, int status, String code, String detail) throws IOException {
        answer(
                exchange,
                status,
                "application/problem+json",
                JSON.writeValueAsString(Map.of("title", "Problem", "detail", detail, "code", code)));
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }
}
