package dev.rucksack.lab.demo;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Ends what was started, last first, once: at the demo's own end or when the machine tells it to go. Services go first
 * and together, because each takes a moment.
 */
final class Closing implements AutoCloseable {

    private final Deque<AutoCloseable> things = new ArrayDeque<>();
    private volatile boolean closed;

    /** Whether the end has come. */
    boolean hasBegun() {
        return closed;
    }

    /** Notes a thing to end; if the end has come already, ends it at once. */
    synchronized <T extends AutoCloseable> T add(T thing) {
        if (closed) {
            end(thing);
            throw new DemoFailure("Stopped while starting.");
        }
        things.push(thing);
        return thing;
    }

    @Override
    public void close() {
        closed = true;
        endAll();
    }

    private synchronized void endAll() {
        List<Thread> services = new ArrayList<>();
        for (AutoCloseable thing : things) {
            if (thing instanceof Service) {
                Thread thread = new Thread(() -> end(thing), "demo-ending");
                thread.start();
                services.add(thread);
            }
        }
        for (Thread service : services) {
            try {
                service.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        while (!things.isEmpty()) {
            end(things.pop());
        }
    }

    private static void end(AutoCloseable thing) {
        try {
            thing.close();
        } catch (Exception e) {
            // What cannot be ended must not keep the rest alive
            System.err.println("Ending " + thing.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }
}
