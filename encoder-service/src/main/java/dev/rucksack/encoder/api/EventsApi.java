package dev.rucksack.encoder.api;

import dev.rucksack.encoder.broadcast.Broadcast;
import dev.rucksack.encoder.broadcast.Report;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.ObjectMapper;

/**
 * Server-sent events. Every listener has a request thread and a mailbox of its own: one that does not read blocks only
 * itself, until the server's write timeout ends it; its mailbox drops the oldest.
 */
@RestController
class EventsApi implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(EventsApi.class);

    /** Fewer than the server has threads, so that orders always find one. */
    private static final int MOST_LISTENERS = 8;

    private static final int MAILBOX = 16;

    private final Broadcast broadcast;
    private final ObjectMapper json;
    private final Semaphore places = new Semaphore(MOST_LISTENERS);
    private final Set<BlockingQueue<Report>> mailboxes = ConcurrentHashMap.newKeySet();
    private volatile boolean running;

    EventsApi(Broadcast broadcast, ObjectMapper json) {
        this.broadcast = broadcast;
        this.json = json;
    }

    @GetMapping("/api/events")
    void events(HttpServletResponse response) throws IOException {
        if (!places.tryAcquire()) {
            throw new Problem(
                    503, "too-many-listeners", "Too many listeners", "Close another page that shows the stream.");
        }
        try {
            tell(response);
        } finally {
            places.release();
        }
    }

    private void tell(HttpServletResponse response) throws IOException {
        response.setContentType("text/event-stream");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        BlockingQueue<Report> mailbox = new ArrayBlockingQueue<>(MAILBOX);
        mailboxes.add(mailbox);
        Runnable end = broadcast.listen(report -> post(mailbox, report));
        try (OutputStream out = response.getOutputStream()) {
            write(out, broadcast.report());
            while (running) {
                write(out, mailbox.take());
            }
        } catch (IOException e) {
            log.debug("A listener has gone: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end.run();
            mailboxes.remove(mailbox);
        }
    }

    private static void post(BlockingQueue<Report> mailbox, Report report) {
        while (!mailbox.offer(report)) {
            mailbox.poll();
        }
    }

    private void write(OutputStream out, Report report) throws IOException {
        String event = "id: " + report.boot() + ":" + report.sequence() + "\nevent: report\ndata: "
                + json.writeValueAsString(ReportJson.of(report)) + "\n\n";
        out.write(event.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void start() {
        running = true;
    }

    /** Before the web server waits for its requests to end: these would never. */
    @Override
    public void stop() {
        running = false;
        mailboxes.forEach(mailbox -> post(mailbox, broadcast.report()));
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
