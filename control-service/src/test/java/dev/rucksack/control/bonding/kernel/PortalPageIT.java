package dev.rucksack.control.bonding.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real server on loopback is asked. */
class PortalPageIT {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final Queue<String> bound = new ConcurrentLinkedQueue<>();

    @TempDir
    Path root;

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
        server.createContext("/nm", exchange -> {
            asked.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Host"));
            byte[] body = "NetworkManager is online\n".getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.createContext("/login", exchange -> {
            byte[] body = "<html>".repeat(10_000).getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private PortalPage page(String path) {
        return new PortalPage(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path), binding());
    }

    private LinkBinding binding() {
        return new FakeMachine(root)
                .route("usb0", 100L)
                .returnFilter("all", 0)
                .returnFilter("usb0", 0)
                .binding((local, name) -> {
                    bound.add(name + " " + local.getAddress().getHostAddress());
                    return true;
                });
    }

    @Test
    void thePageItselfIsKnownByItsWords() {
        assertThat(page("/nm?x=1").ask("usb0", LOOPBACK)).isEqualTo(PortalPage.Answer.THROUGH);
        assertThat(asked)
                .containsExactly("/nm?x=1 127.0.0.1:" + server.getAddress().getPort());
        assertThat(bound).containsExactly("usb0 127.0.0.1");
    }

    @Test
    void anotherPageIsASignInHoweverLong() {
        assertThat(page("/login").ask("usb0", LOOPBACK)).isEqualTo(PortalPage.Answer.CAPTIVE);
    }

    @Test
    void nobodyThereSaysNothing() throws IOException {
        int port;
        try (ServerSocket nobody = new ServerSocket(0, 1, LOOPBACK)) {
            port = nobody.getLocalPort();
        }
        assertThat(new PortalPage(URI.create("http://127.0.0.1:" + port + "/nm"), binding()).ask("usb0", LOOPBACK))
                .isEqualTo(PortalPage.Answer.UNKNOWN);
        assertThat(page("/nm").ask("usb0", InetAddress.getByName("192.0.2.7"))).isEqualTo(PortalPage.Answer.UNKNOWN);
    }
}
