package dev.rucksack.control.encoder.http;

import dev.rucksack.control.encoder.EncoderReport;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Hears the encoder: {@code GET /api/events}, read by the thread {@code encoder-events}, connected again within half a
 * second. The encoder speaks at least once a second, so two seconds of silence end a connection; that needs a time
 * limit on each read, which {@link HttpURLConnection} has and {@code java.net.http} has not.
 */
public final class EncoderEvents implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EncoderEvents.class);

    private static final int CONNECT_MILLIS = 1_000;
    private static final int SILENCE_MILLIS = 2_000;
    private static final long PAUSE_NANOS = 400_000_000L;

    private final URI address;
    private final ReportReader reports;
    private final Consumer<EncoderReport> listener;
    private final Thread reader = new Thread(this::readAlways, "encoder-events");

    private volatile boolean running = true;
    private volatile @Nullable HttpURLConnection connection;
    private @Nullable EncoderReport last;
    private String complaint = "";

    /**
     * @param encoder where the encoder is
     * @param listener gets every report in order, on the reading thread; a report older than the last of its boot is
     *     dropped
     */
    public EncoderEvents(URI encoder, JsonMapper json, Consumer<EncoderReport> listener) {
        this.address = encoder.resolve("/api/events");
        this.reports = new ReportReader(json);
        this.listener = listener;
        reader.setDaemon(true);
    }

    public void start() {
        reader.start();
    }

    @Override
    public void close() {
        running = false;
        HttpURLConnection open = connection;
        if (open != null) {
            open.disconnect();
        }
        LockSupport.unpark(reader);
        try {
            reader.join(SILENCE_MILLIS + CONNECT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void readAlways() {
        while (running) {
            try {
                readOnce();
                complain("The encoder ended its events");
            } catch (IOException | RuntimeException e) {
                complain("The encoder is not heard: " + e);
            }
            if (running) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private void readOnce() throws IOException {
        HttpURLConnection http = (HttpURLConnection) address.toURL().openConnection();
        connection = http;
        try {
            http.setConnectTimeout(CONNECT_MILLIS);
            http.setReadTimeout(SILENCE_MILLIS);
            http.setUseCaches(false);
            http.setRequestProperty("Accept", "text/event-stream");
            if (http.getResponseCode() != HttpURLConnection.HTTP_OK) {
                throw new IOException("status " + http.getResponseCode());
            }
            try (InputStream in = new BufferedInputStream(http.getInputStream())) {
                SseReader events = new SseReader(in);
                for (SseReader.Event event = events.next(); event != null && running; event = events.next()) {
                    heard(event);
                }
            }
        } finally {
            connection = null;
            http.disconnect();
        }
    }

    private void heard(SseReader.Event event) {
        if (!"report".equals(event.name())) {
            return;
        }
        Optional<EncoderReport> report = reports.read(event.data());
        if (report.isEmpty()) {
            complain("The encoder sent a report that cannot be read");
        } else if (report.get().follows(last)) {
            if (!complaint.isEmpty()) {
                complaint = "";
                log.info("The encoder is heard");
            }
            last = report.get();
            listener.accept(report.get());
        }
    }

    private void complain(String sentence) {
        if (running && !sentence.equals(complaint)) {
            complaint = sentence;
            log.warn("{}. Trying again.", sentence);
        }
    }
}
