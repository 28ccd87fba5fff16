package dev.rucksack.control.web;

import dev.rucksack.control.desk.Desk;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.json.JsonMapper;

/**
 * The open pages. There are never more than sixteen: the one that has been open longest makes room, since it is likely
 * to be a phone that has left without a word. A slow page holds up nobody but itself.
 */
@Component
class SituationStreams {

    private static final int MOST = 16;
    /** Pages that were told to go may still be stuck in a write until the socket's timeout. */
    private static final int THREADS = 2 * MOST;

    private final Desk desk;
    private final JsonMapper json;
    private final Deque<SituationStream> open = new ArrayDeque<>(MOST);
    private final ExecutorService threads;

    SituationStreams(Desk desk, JsonMapper json) {
        this.desk = desk;
        this.json = json;
        AtomicInteger number = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(0, THREADS, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "events-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Opens a stream: the whole situation at once, then each new one. */
    SseEmitter open() throws IOException {
        SseEmitter emitter = new SseEmitter(0L);
        SituationStream stream = new SituationStream(emitter, json);
        emitter.onCompletion(stream::close);
        emitter.onTimeout(stream::close);
        emitter.onError(gone -> stream.close());
        stream.begin();
        synchronized (open) {
            while (open.size() >= MOST) {
                open.removeFirst().close();
            }
            open.addLast(stream);
        }
        try {
            threads.execute(() -> serve(stream));
        } catch (RejectedExecutionException e) {
            forget(stream);
            throw new Refused(503, "too-many-pages", "Too many pages are open. Close one and try again.");
        }
        return emitter;
    }

    private void serve(SituationStream stream) {
        Desk.Subscription subscription = desk.subscribe(stream::offer);
        try {
            stream.run();
        } finally {
            subscription.close();
            forget(stream);
        }
    }

    /** An open stream would keep the service from stopping. */
    @EventListener(ContextClosedEvent.class)
    void close() {
        synchronized (open) {
            open.forEach(SituationStream::close);
            open.clear();
        }
        threads.shutdown();
    }

    private void forget(SituationStream stream) {
        stream.close();
        synchronized (open) {
            open.remove(stream);
        }
    }
}
