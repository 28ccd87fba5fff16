package dev.rucksack.control.web;

import dev.rucksack.control.ControlService;
import dev.rucksack.control.EncoderStandIn;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole control-service on a free port, and a client that can be a stranger or a paired phone. */
final class Door implements AutoCloseable {

    static final String CODE = "DEMO2345";

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final ConfigurableApplicationContext context;
    final int port;

    Door(Path home, EncoderStandIn encoder, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--rucksack.home=" + home,
                "--rucksack.panel.port=" + home.resolve("no-board"),
                "--rucksack.speedify.cli=" + home.resolve("no-speedify"),
                "--rucksack.encoder.url=" + encoder.uri()));
        for (String one : more) {
            // an option that is given twice would have both values
            arguments.removeIf(other -> other.startsWith(one.substring(0, one.indexOf('=') + 1)));
            arguments.add(one);
        }
        context = new SpringApplicationBuilder(ControlService.class).run(arguments.toArray(String[]::new));
        port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    String origin() {
        return "http://127.0.0.1:" + port;
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(origin() + path)).timeout(Duration.ofSeconds(20));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /** Returns when the answer begins. */
    HttpResponse<InputStream> begin(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofInputStream());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(to(path));
    }

    static HttpRequest.Builder json(HttpRequest.Builder request, String method, String body) {
        return request.header("Content-Type", "application/json").method(method, BodyPublishers.ofString(body));
    }

    HttpResponse<String> tryCode(String code) throws IOException, InterruptedException {
        return send(json(to("/api/pair"), "POST", "{\"code\":\"" + code + "\"}"));
    }

    /** Pairs, and returns the cookie to send from then on. */
    String pair(String code) throws IOException, InterruptedException {
        HttpResponse<String> answer = tryCode(code);
        String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
        return cookie.substring(0, cookie.indexOf(';'));
    }

    /** A request as it stands on the wire, since Java's client will not send another Host. */
    String raw(String host, String path) throws IOException {
        return raw("127.0.0.1", host, path);
    }

    /** The same, by an address of this machine: the peer is that address too. */
    String raw(String address, String host, String path) throws IOException {
        try (Socket socket = new Socket(address, port)) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            String request = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    @Override
    public void close() {
        context.close();
    }
}
