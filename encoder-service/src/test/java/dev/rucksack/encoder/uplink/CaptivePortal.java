package dev.rucksack.encoder.uplink;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A network that wants a sign-in: whoever is called, it answers, by HTTP, and waits for the caller to hang up. */
final class CaptivePortal implements AutoCloseable {

    private static final int CLIENT_SPEAKS_BYTES = 1 + 1536; // C0 and C1: RTMP 1.0, 5.2

    private final ServerSocket server;
    private final AtomicInteger answers = new AtomicInteger();
    private final byte[] answer;

    /** @param pageBytes length of the page that comes along with the way to it */
    CaptivePortal(int port, int pageBytes) throws IOException {
        server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        String head = "HTTP/1.1 302 Found\r\nLocation: http://sign-in.example/\r\nContent-Length: " + pageBytes;
        answer = (head + "\r\n\r\n" + "p".repeat(pageBytes)).getBytes(StandardCharsets.US_ASCII);
        Thread thread = new Thread(this::serve, "captive-portal");
        thread.setDaemon(true);
        thread.start();
    }

    int answers() {
        return answers.get();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                InputStream in = socket.getInputStream();
                if (in.readNBytes(CLIENT_SPEAKS_BYTES).length == CLIENT_SPEAKS_BYTES) {
                    socket.getOutputStream().write(answer);
                    answers.incrementAndGet();
                    in.readAllBytes();
                }
            } catch (IOException e) {
                continue; // this one left; the next
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
