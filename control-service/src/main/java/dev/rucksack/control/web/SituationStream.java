package dev.rucksack.control.web;

import dev.rucksack.control.desk.Situation;
import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.json.JsonMapper;

/** One open page: a mailbox for the latest situation, older ones that were not sent yet are of no use to anybody. */
class SituationStream {

    /** How soon a browser comes back after a broken stream. */
    private static final long RETRY_MILLIS = 1000;

    private final SseEmitter emitter;
    private final JsonMapper json;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private @Nullable Situation latest;
    private boolean closed;

    SituationStream(SseEmitter emitter, JsonMapper json) {
        this.emitter = emitter;
        this.json = json;
    }

    /** Leaves a situation to be sent. Never waits. */
    void offer(Situation situation) {
        lock.lock();
        try {
            latest = situation;
            news.signal();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Begins the answer, with a comment that pages pass over (HTML, 9.2.6). To be called before any other thread sends: so the headers go
     * out on the request's own thread. Spring Security writes its headers on that thread when the request leaves its filters, and a
     * first event sent at the same moment by another thread left them in disorder and the page without an answer.
     */
    void begin() throws IOException {
        emitter.send(SseEmitter.event().comment("open"));
    }

    /** Sends until the page has gone. */
    void run() {
        try {
            for (Situation next = take(); next != null; next = take()) {
                emitter.send(SseEmitter.event()
                        .name("situation")
                        .id(next.boot() + ":" + next.sequence())
                        .reconnectTime(RETRY_MILLIS)
                        .data(json.writeValueAsString(next)));
            }
            emitter.complete();
        } catch (IOException | IllegalStateException e) {
            // the page has gone; the container has closed the connection
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends it; closing twice does nothing. */
    void close() {
        lock.lock();
        try {
            closed = true;
            news.signal();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Situation take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (latest == null && !closed) {
                news.await();
            }
            Situation next = closed ? null : latest;
            latest = null;
            return next;
        } finally {
            lock.unlock();
        }
    }
}
