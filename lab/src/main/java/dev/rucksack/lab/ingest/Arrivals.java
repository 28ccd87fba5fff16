package dev.rucksack.lab.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * When what came in: follows the recordings of an ingest that writes each packet at once, one file for each publishing session,
 * and notes every packet with the time it was seen. Looks every 4 ms.
 */
public final class Arrivals implements AutoCloseable {

    private static final long LOOK_MILLIS = 4;

    private final Path directory;
    private final Set<Path> past = new HashSet<>();
    private final List<Path> sessions = new ArrayList<>();
    private final List<FlvTail> tails = new ArrayList<>();
    private final List<Packet> packets = new ArrayList<>();
    private final Thread thread;
    private volatile boolean running = true;

    private Arrivals(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
        thread = new Thread(this::follow, "lab-arrivals");
        thread.setDaemon(true);
    }

    /** Follows a directory from now on. */
    public static Arrivals follow(Path directory) throws IOException {
        Arrivals arrivals = new Arrivals(directory);
        arrivals.forget();
        arrivals.thread.start();
        return arrivals;
    }

    /** Begins anew: sessions so far are past. */
    public synchronized void forget() throws IOException {
        for (FlvTail tail : tails) {
            tail.close();
        }
        tails.clear();
        sessions.clear();
        packets.clear();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.flv")) {
            files.forEach(past::add);
        }
    }

    /** What came in so far, in order. */
    public synchronized List<Packet> packets() {
        return List.copyOf(packets);
    }

    /** The recordings of the sessions that have media, oldest first; their index is {@link Packet#session()}. */
    public synchronized List<Path> sessions() {
        return List.copyOf(sessions);
    }

    private void follow() {
        while (running) {
            try {
                look();
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException | ClosedByInterruptException e) {
                return;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private synchronized void look() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.flv")) {
            for (Path file : files) {
                if (!past.contains(file) && !sessions.contains(file) && Files.size(file) > 0) {
                    sessions.add(file);
                    tails.add(new FlvTail(file));
                }
            }
        }
        long now = System.nanoTime();
        for (int i = 0; i < tails.size(); i++) {
            int session = i;
            tails.get(i)
                    .read((video, key, timestamp, bytes) ->
                            packets.add(new Packet(session, video, key, timestamp, now, bytes)));
        }
    }

    @Override
    public void close() {
        running = false;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            for (FlvTail tail : tails) {
                try {
                    tail.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
