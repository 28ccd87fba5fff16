package dev.rucksack.e2e.page;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The packaged control-service as a process of its own, on loopback, with nothing plugged in. */
final class ControlJar implements AutoCloseable {

    static final String CODE = "PAGE2345";

    private final int port;
    private final Path log;
    private final Process process;

    ControlJar(Path home, String encoder) throws IOException {
        this(home, encoder, home.resolve("no-speedify"));
    }

    ControlJar(Path home, String encoder, Path speedify) throws IOException {
        Path jar = Path.of(System.getProperty("rucksack.root"), "control-service", "target", "control-service.jar");
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is not there: package control-service first.");
        }
        port = freePort();
        log = home.resolve("control.log");
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx96m",
                        "-jar",
                        jar.toString(),
                        "--server.port=" + port,
                        "--server.address=127.0.0.1",
                        "--rucksack.home=" + home,
                        "--rucksack.encoder.url=" + encoder,
                        "--rucksack.panel.port=" + home.resolve("no-board"),
                        "--rucksack.bonding=speedify",
                        "--rucksack.speedify.cli=" + speedify,
                        "--rucksack.web.pairing-code=" + CODE)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Awaitility.await("control-service, see " + log)
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(250))
                .until(this::ready);
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    /** Stops it in mid-sentence: nothing more is heard, and connections stay open. */
    void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    @Override
    public void close() throws IOException {
        try {
            signal("CONT");
            process.destroy();
            if (!process.waitFor(15, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private boolean ready() {
        if (!process.isAlive()) {
            throw new IllegalStateException("control-service has ended, see " + log);
        }
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/pair"))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return HttpClient.newHttpClient()
                            .send(request, BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .start()
                .waitFor(5, TimeUnit.SECONDS);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
