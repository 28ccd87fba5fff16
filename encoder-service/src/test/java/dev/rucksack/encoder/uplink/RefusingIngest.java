package dev.rucksack.encoder.uplink;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Just enough of an RTMP server (RTMP 1.0, sections 5.2 and 7.2) to let a publisher ask, and to refuse it. */
final class RefusingIngest implements AutoCloseable {

    /** How it refuses. */
    enum Manner {
        HANG_UP,
        ALREADY_PUBLISHING
    }

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicInteger publishes = new AtomicInteger();
    private final Manner manner;

    RefusingIngest(Manner manner) throws IOException {
        this.manner = manner;
        Thread thread = new Thread(this::serve, "refusing-ingest");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    int publishes() {
        return publishes.get();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                talk(socket);
            } catch (IOException e) {
                continue; // this one left; the next
            }
        }
    }

    private void talk(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        byte[] c0c1 = in.readNBytes(1537);
        out.write(3);
        out.write(new byte[1536]);
        out.write(c0c1, 1, 1536);
        out.flush();
        boolean[] done = new boolean[1];
        RtmpChunks chunks = new RtmpChunks((type, millis, beginning, count, end) -> {
            if (type == RtmpChunks.TYPE_COMMAND_AMF0) {
                done[0] |= answer(out, new String(beginning, 0, count, StandardCharsets.ISO_8859_1), beginning);
            }
        });
        chunks.feed(c0c1, 0, c0c1.length);
        byte[] bytes = new byte[4096];
        for (int count = in.read(bytes); count >= 0 && !done[0]; count = in.read(bytes)) {
            chunks.feed(bytes, 0, count);
            if (done[0]) {
                return;
            }
        }
    }

    /** Whether this was the end of the talk. */
    private boolean answer(DataOutputStream out, String command, byte[] bytes) {
        try {
            int nameLength = bytes[2];
            double transaction = ByteBuffer.wrap(bytes, 3 + nameLength + 1, 8).getDouble();
            String name = command.substring(3, 3 + nameLength);
            switch (name) {
                case "connect" -> send(out, transaction, "_result", "NetConnection.Connect.Success", "welcome");
                case "createStream" -> streamOne(out, transaction);
                case "publish" -> {
                    publishes.incrementAndGet();
                    if (manner == Manner.ALREADY_PUBLISHING) {
                        send(out, 0, "onStatus", "NetStream.Publish.BadName", "Already publishing");
                    }
                    return manner == Manner.HANG_UP;
                }
                default -> {
                    return false; // releaseStream and the like need no answer
                }
            }
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static void send(DataOutputStream out, double transaction, String name, String code, String words)
            throws IOException {
        ByteBuffer body = ByteBuffer.allocate(512);
        string(body, name);
        number(body, transaction);
        body.put((byte) 5); // null
        body.put((byte) 3); // object
        property(body, "level", code.endsWith("BadName") ? "error" : "status");
        property(body, "code", code);
        property(body, "description", words);
        body.put(new byte[] {0, 0, 9});
        chunk(out, body);
    }

    private static void streamOne(DataOutputStream out, double transaction) throws IOException {
        ByteBuffer body = ByteBuffer.allocate(64);
        string(body, "_result");
        number(body, transaction);
        body.put((byte) 5);
        number(body, 1);
        chunk(out, body);
    }

    private static void chunk(DataOutputStream out, ByteBuffer body) throws IOException {
        int length = body.position();
        out.write(new byte[] {3, 0, 0, 0, 0, (byte) (length >>> 8), (byte) length, 20, 0, 0, 0, 0});
        for (int at = 0; at < length; at += 128) {
            if (at > 0) {
                out.write(0xc3);
            }
            out.write(body.array(), at, Math.min(128, length - at));
        }
        out.flush();
    }

    private static void string(ByteBuffer body, String text) {
        body.put((byte) 2).putShort((short) text.length()).put(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void number(ByteBuffer body, double value) {
        body.put((byte) 0).putDouble(value);
    }

    private static void property(ByteBuffer body, String name, String value) {
        body.putShort((short) name.length()).put(name.getBytes(StandardCharsets.US_ASCII));
        string(body, value);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
