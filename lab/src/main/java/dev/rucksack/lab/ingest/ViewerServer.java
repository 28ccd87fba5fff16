package dev.rucksack.lab.ingest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Serves the latest picture as {@code /viewer.jpg} on a loopback port; 404 while there is none. */
final class ViewerServer implements AutoCloseable {

    private static final long FRESH_NANOS = 3_000_000_000L;

    private record Picture(byte[] jpeg, long nanos) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "lab-ingest-http");
        thread.setDaemon(true);
        return thread;
    });
    private volatile @Nullable Picture latest;

    ViewerServer(int wantedPort) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), wantedPort), 10);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/viewer.jpg", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] jpeg = fresh();
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            if (jpeg == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", "image/jpeg");
            exchange.sendResponseHeaders(200, jpeg.length);
            exchange.getResponseBody().write(jpeg);
        }
    }

    void show(byte[] jpeg) {
        latest = new Picture(jpeg, System.nanoTime());
    }

    byte @Nullable [] fresh() {
        Picture picture = latest;
        return picture != null && System.nanoTime() - picture.nanos() < FRESH_NANOS ? picture.jpeg() : null;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/viewer.jpg";
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
