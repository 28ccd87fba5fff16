package dev.rucksack.lab.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/** One publisher from its connection to its end: passes bytes on to the ffmpeg that listens behind. */
final class IngestSession {

    private static final int CHUNK = 8192;
    private static final long POLL_MILLIS = 20;

    private final Socket publisher;
    private final Listener listener;
    private final Conditions conditions;
    private final AtomicLong bytes = new AtomicLong();
    private volatile long lastByteNanos = System.nanoTime();
    private volatile boolean ended;

    IngestSession(Socket publisher, Listener listener, Conditions conditions) {
        this.publisher = publisher;
        this.listener = listener;
        this.conditions = conditions;
    }

    /** Serves it until one side ends. */
    void run() throws InterruptedException {
        try (publisher;
                Socket behind = listener.connect()) {
            Thread answers = new Thread(() -> answer(behind), "lab-ingest-answer");
            answers.setDaemon(true);
            answers.start();
            forward(publisher.getInputStream(), behind.getOutputStream());
        } catch (IOException e) {
            // Either side hung up: that is how sessions end
        } finally {
            ended = true;
            listener.finish();
        }
    }

    private void forward(InputStream in, OutputStream out) throws IOException, InterruptedException {
        byte[] chunk = new byte[CHUNK];
        long allowedNanos = System.nanoTime();
        while (true) {
            while (conditions.frozen) {
                Thread.sleep(POLL_MILLIS);
            }
            int count = in.read(chunk);
            if (count < 0) {
                return;
            }
            bytes.addAndGet(count);
            lastByteNanos = System.nanoTime();
            if (conditions.refusing && names(chunk, count)) {
                return;
            }
            out.write(chunk, 0, count);
            long rate = conditions.bitsPerSecond;
            if (rate > 0) {
                allowedNanos = Math.max(allowedNanos, System.nanoTime() - 1_000_000) + count * 8_000_000_000L / rate;
                long wait = (allowedNanos - System.nanoTime()) / 1_000_000;
                if (wait > 0) {
                    Thread.sleep(wait);
                }
            }
        }
    }

    /** Whether the publish command is in it (RTMP 1.0, section 7.2.2.6); its argument is the key. */
    private static boolean names(byte[] chunk, int count) {
        return new String(chunk, 0, count, StandardCharsets.ISO_8859_1).contains("publish");
    }

    private void answer(Socket behind) {
        try {
            InputStream in = behind.getInputStream();
            OutputStream out = publisher.getOutputStream();
            byte[] chunk = new byte[CHUNK];
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                out.write(chunk, 0, count);
            }
        } catch (IOException e) {
            // as above
        }
        close();
    }

    /** Hangs up on the publisher. */
    void close() {
        try {
            publisher.close();
        } catch (IOException e) {
            // It is closed
        }
    }

    boolean isOpen() {
        return !ended;
    }

    long bytes() {
        return bytes.get();
    }

    long silentNanos() {
        return System.nanoTime() - lastByteNanos;
    }

    Listener listener() {
        return listener;
    }
}
