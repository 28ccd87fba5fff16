package dev.rucksack.e2e.page;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The encoder's side of the contract, with every field of the report and in every state: the page must show states that
 * the real one cannot be brought into on demand. The real one is behind the other tests of this module.
 */
final class ScriptedEncoder implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final List<OutputStream> listeners = new CopyOnWriteArrayList<>();
    private final List<String> orders = new CopyOnWriteArrayList<>();
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "scripted-encoder");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpServer server;
    private final byte[] picture = picture();
    private final ObjectNode settings = (ObjectNode) JSON.readTree("""
            {"capture":{"source":"v4l2","device":"auto","format":"auto","width":1280,"height":720,"rate":"30","picture":"","frozenIsLost":true},
             "sound":{"source":"alsa","device":"auto","format":"auto","delayMillis":0,"gainDecibels":0,"mute":false,"tone":""},
             "encoder":{"name":"auto","videoBitsPerSecond":3000000,"audioBitsPerSecond":96000},
             "destination":{"service":"twitch","url":""},
             "slate":{"picture":""},
             "recording":{"when":"live","keepFreeMegabytes":0}}""");
    private String recordings = """
            {"recordings":[
              {"id":"00003","start":"2026-11-24T20:15:02Z","durationSeconds":754.0,"bytes":290000000,"state":"recording","parts":[
                {"id":"00003-001","start":"2026-11-24T20:15:02Z","durationSeconds":754.0,"bytes":290000000,"format":"flv","state":"recording"}]},
              {"id":"00002","start":"2026-11-23T18:00:00Z","durationSeconds":1190.0,"bytes":450000000,"state":"closed","parts":[
                {"id":"00002-001","start":"2026-11-23T18:00:00Z","durationSeconds":590.0,"bytes":225000000,"format":"mp4","state":"closed"},
                {"id":"00002-002","start":"2026-11-23T18:09:50Z","durationSeconds":600.0,"bytes":225000000,"format":"mp4","state":"closed"}]},
              {"id":"00001","start":"2026-11-22T12:00:00Z","durationSeconds":60.0,"bytes":22000000,"state":"closed","parts":[
                {"id":"00001-001","start":"2026-11-22T12:00:00Z","durationSeconds":60.0,"bytes":22000000,"format":"mp4","state":"closed"}]}]}""";
    private String state = "idle";
    private String wanted = "idle";
    private String fault = "null";
    private String cautions = "[]";
    private byte[] slate = {};
    private boolean keySet = true;
    private long revision;
    private long sequence;
    private long lost;

    ScriptedEncoder() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/api/events", this::events);
        server.createContext("/api/stream/order", this::order);
        server.createContext("/api/stream", exchange -> answer(exchange, 200, json()));
        server.createContext("/api/settings", this::settings);
        server.createContext("/api/key", this::key);
        server.createContext("/api/slate", this::slate);
        server.createContext("/api/recordings", this::recordings);
        server.createContext("/api/devices", exchange -> answer(exchange, 200, """
                {"cameras":[{"id":"camlink","name":"Cam Link 4K","path":"/dev/v4l/by-id/usb-Elgato_Cam_Link_4K",
                  "formats":[{"format":"nv12","width":1920,"height":1080,"rates":["30","25"]},
                             {"format":"yuyv422","width":1280,"height":720,"rates":["60","30"]}]}],
                 "microphones":[{"id":"hw:1,0","name":"Cam Link 4K, HDMI sound"}]}"""));
        server.createContext("/api/picture", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "image/jpeg");
            exchange.sendResponseHeaders(200, picture.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(picture);
            }
        });
        server.start();
        threads.execute(this::beat);
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Goes to a state and says so. */
    synchronized void state(String next) {
        state = next;
        fault = "null";
        cautions = "[]";
        if (List.of("idle", "stopping").contains(next)) {
            wanted = "idle";
        } else {
            wanted = "live";
        }
        report();
    }

    synchronized void fault(String code, String sentence, String advice, String fix) {
        state("fault");
        fault = caution(code, sentence, advice, fix);
        report();
    }

    synchronized void caution(String code, String sentence, String advice) {
        cautions = "[" + caution(code, sentence, advice, null) + "]";
        report();
    }

    synchronized void keySet(boolean set) {
        keySet = set;
        report();
    }

    /** Loses frames on the uplink with each report from now on, or no longer. */
    synchronized void losing(long frames) {
        lost = frames;
    }

    List<String> orders() {
        return List.copyOf(orders);
    }

    List<String> keys() {
        return List.copyOf(keys);
    }

    synchronized String setting(String room, String key) {
        return settings.path(room).path(key).asString();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void beat() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                TimeUnit.MILLISECONDS.sleep(500);
                report();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void report() {
        sequence++;
        byte[] event =
                ("event: report\nid: b:" + sequence + "\ndata: " + json() + "\n\n").getBytes(StandardCharsets.UTF_8);
        for (OutputStream out : listeners) {
            try {
                out.write(event);
                out.flush();
            } catch (IOException e) {
                listeners.remove(out);
            }
        }
    }

    private static String caution(String code, String sentence, String advice, String fix) {
        Map<String, Object> caution = new LinkedHashMap<>();
        caution.put("code", code);
        caution.put("sentence", sentence);
        caution.put("advice", advice);
        caution.put("fix", fix);
        caution.put("retryable", true);
        return JSON.writeValueAsString(caution);
    }

    private synchronized String json() {
        boolean onAir = List.of("live", "slate", "privacy", "stopping").contains(state);
        boolean delivering = !state.equals("slate");
        double wave = Math.sin(sequence / 7.0);
        return """
                {"boot":"b","sequence":%d,"at":"2026-11-22T08:00:00Z","order":{"wanted":"%s","revision":%d},
                 "state":"%s","stateSeconds":%d,"onAir":%b,"liveSeconds":%s,"fault":%s,"cautions":%s,
                 "destination":{"service":"twitch","name":"Twitch","scheme":"rtmps","keySet":%b},
                 "rendition":{"encoder":"libx264","width":1280,"height":720,"rate":"30","videoBitsPerSecond":3000000,"audioBitsPerSecond":96000},
                 "capture":{"source":"v4l2","name":"Cam Link 4K","delivering":%b,"width":1280,"height":720,"rate":"30","format":"nv12"},
                 "sound":{"source":"alsa","name":"Cam Link 4K","delivering":true,"levelDecibels":[%.1f,-21.0],"muted":%b},
                 "frames":{"captured":%d,"dropped":{"capture":0,"encode":0,"uplink":%d}},
                 "uplink":{"backlogSeconds":0.1,"sentBitsPerSecond":%s,"targetBitsPerSecond":%s,"capacityBitsPerSecond":null,"rttSeconds":0.04,"reconnects":0},
                 "recording":null,"host":{"temperatureCelsius":61.2,"throttled":[],"diskFreeBytes":61000000000}}""".formatted(
                        sequence,
                        wanted,
                        revision,
                        state,
                        sequence % 90,
                        onAir,
                        onAir ? 2537 + sequence / 2 : null,
                        fault,
                        cautions,
                        keySet,
                        delivering,
                        -18 + 4 * wave,
                        state.equals("privacy"),
                        sequence,
                        lost * sequence,
                        onAir ? String.valueOf((long) (2_900_000 + 120_000 * wave)) : "0",
                        onAir ? "3000000" : "null")
                .replace("\n", " ");
    }

    private void events(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        synchronized (this) {
            listeners.add(exchange.getResponseBody());
        }
        report();
    }

    private void order(HttpExchange exchange) throws IOException {
        JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
        synchronized (this) {
            revision = Math.max(revision, body.path("revision").asLong());
            orders.add(body.path("wanted").asString());
        }
        answer(exchange, 200, json());
    }

    private void settings(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (exchange.getRequestMethod().equals("PUT")) {
            JsonNode part = JSON.readTree(body);
            if (part.path("capture").path("rate").asString("").equals("60")) {
                problem(exchange);
                return;
            }
            synchronized (this) {
                part.properties()
                        .forEach(room ->
                                ((ObjectNode) settings.get(room.getKey())).setAll((ObjectNode) room.getValue()));
            }
        }
        String now;
        synchronized (this) {
            now = JSON.writeValueAsString(settings);
            if (exchange.getRequestMethod().equals("PUT")) {
                now = "{\"applies\":\"" + (state.equals("idle") ? "now" : "next-live") + "\",\"settings\":" + now + "}";
            }
        }
        answer(exchange, 200, now);
    }

    private void recordings(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestMethod().equals("DELETE")) {
            answer(exchange, 200, recordings);
            return;
        }
        ObjectNode tree = (ObjectNode) JSON.readTree(recordings);
        String path = exchange.getRequestURI().getPath();
        List<JsonNode> left = tree.get("recordings")
                .valueStream()
                .filter(recording -> !path.endsWith("/" + recording.get("id").asString()))
                .toList();
        tree.putArray("recordings").addAll(left);
        recordings = JSON.writeValueAsString(tree);
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    private static void problem(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/problem+json");
        byte[] bytes = """
                {"title":"Settings","code":"settings-invalid","detail":"One setting cannot be.","errors":[
                 {"field":"capture.rate","detail":"This camera gives 60 frames only at 1280 × 720. Choose that size, or 30 frames."}]}""".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(422, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private void key(HttpExchange exchange) throws IOException {
        keys.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    private void slate(HttpExchange exchange) throws IOException {
        byte[] sent = exchange.getRequestBody().readAllBytes();
        synchronized (this) {
            slate = sent;
            ((ObjectNode) settings.get("slate")).put("picture", sent.length == 0 ? "" : "slate-0123456789abcdef.jpg");
        }
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    /** The picture that was sent last; empty after it was taken back. */
    synchronized byte[] slate() {
        return slate;
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private static byte[] picture() throws IOException {
        BufferedImage image = new BufferedImage(640, 360, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setPaint(new GradientPaint(0, 0, new Color(0x26365c), 0, 360, new Color(0xf2b079)));
        pen.fillRect(0, 0, 640, 360);
        pen.setColor(new Color(0x2b2530));
        pen.fillRect(0, 260, 640, 100);
        pen.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", out);
        return out.toByteArray();
    }
}
