package dev.rucksack.lab.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A streaming service on this machine: takes any key, records every session as received, and shows what a viewer sees.
 * Behind a door of its own that never closes between sessions, one ffmpeg listens per session, the next one already
 * waiting. The door can be narrowed, frozen, shut, and can refuse the key. The key is never written anywhere.
 */
public final class LabIngest implements AutoCloseable {

    private static final long PRESENT_NANOS = 2_000_000_000L;
    /** Small, so that a narrow door is felt by the sender at once and not after megabytes of buffer. */
    private static final int RECEIVE_BUFFER = 64 * 1024;

    private final Path directory;
    private final int port;
    private final ViewerServer viewer;
    private final Conditions conditions = new Conditions();
    private final List<IngestSession> sessions = new ArrayList<>();
    private @Nullable ServerSocket door;
    private @Nullable Listener waiting;
    private int count;
    private boolean closed;

    private LabIngest(Path directory, int wantedPort, int wantedViewerPort) {
        this.directory = directory;
        viewer = new ViewerServer(wantedViewerPort);
        port = open(wantedPort);
        prepare();
    }

    /** An ingest on free ports. */
    public static LabIngest start(Path directory) {
        return start(directory, 0, 0);
    }

    /**
     * An ingest on ports of one's choice, 0 for any.
     *
     * @param directory where the recordings go, {@code session-001.flv} and so on
     */
    public static LabIngest start(Path directory, int rtmpPort, int viewerPort) {
        return new LabIngest(directory, rtmpPort, viewerPort);
    }

    private synchronized int open(int wanted) {
        try {
            Files.createDirectories(directory);
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.setReceiveBufferSize(RECEIVE_BUFFER);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
            door = socket;
            thread(() -> accept(socket), "lab-ingest");
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void thread(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private synchronized Listener prepare() {
        Listener present = waiting;
        if (present != null && present.isAlive()) {
            return present;
        }
        try {
            Path recording = directory.resolve(String.format("session-%03d.flv", ++count));
            Listener fresh = new Listener(recording, viewer::show);
            waiting = fresh;
            return fresh;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Socket publisher = socket.accept();
                publisher.setTcpNoDelay(true);
                synchronized (this) {
                    if (closed || door != socket) {
                        publisher.close();
                        return;
                    }
                    IngestSession session = new IngestSession(publisher, prepare(), conditions);
                    waiting = null;
                    sessions.add(session);
                    thread(() -> serve(session), "lab-ingest-session");
                }
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(IngestSession session) {
        try {
            synchronized (this) {
                if (!closed) {
                    prepare();
                }
            }
            session.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Where to publish, without the key: {@code rtmp://127.0.0.1:PORT/live}. */
    public String url() {
        return "rtmp://127.0.0.1:" + port + "/live";
    }

    public int port() {
        return port;
    }

    /** The address of what a viewer sees, a JPEG twice a second; 404 while nobody has sent for three seconds. */
    public String viewerUrl() {
        return viewer.url();
    }

    /** What a viewer sees now. */
    public Optional<byte[]> viewerPicture() {
        return Optional.ofNullable(viewer.fresh());
    }

    /** Whether a publisher is connected and sent something within the last two seconds. */
    public synchronized boolean isPublishing() {
        return sessions.stream().anyMatch(session -> session.isOpen() && session.silentNanos() < PRESENT_NANOS);
    }

    /** Whether a connection is open. */
    public synchronized boolean isConnected() {
        return sessions.stream().anyMatch(IngestSession::isOpen);
    }

    /** How many connections there have been. */
    public synchronized int connections() {
        return sessions.size();
    }

    /** Bytes received of all sessions. */
    public synchronized long bytes() {
        return sessions.stream().mapToLong(IngestSession::bytes).sum();
    }

    /** The recordings of ended sessions that hold anything, oldest first; a recording is whole once it is here. */
    public synchronized List<Path> recordings() {
        return sessions.stream()
                .filter(session -> !session.isOpen() && !session.listener().isAlive())
                .map(session -> session.listener().recording())
                .filter(file -> file.toFile().length() > 0)
                .toList();
    }

    /** The files of all sessions, those that are being written too, oldest first. */
    public synchronized List<Path> files() {
        return sessions.stream()
                .map(session -> session.listener().recording())
                .filter(Files::exists)
                .toList();
    }

    /** Hangs up on every publisher. */
    public synchronized void drop() {
        sessions.forEach(IngestSession::close);
    }

    /** Shuts the door (connections end, new ones are refused) or opens it again. */
    public synchronized void away(boolean away) {
        ServerSocket present = door;
        if (away && present != null) {
            door = null;
            try {
                present.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            drop();
        } else if (!away && present == null) {
            open(port);
        }
    }

    /** Takes nothing more from anybody but keeps connections (a black hole), or goes on. */
    public void freeze(boolean frozen) {
        conditions.frozen = frozen;
    }

    /** Lets so many bits per second through for each session; 0 is all. */
    public void narrow(long bitsPerSecond) {
        conditions.bitsPerSecond = bitsPerSecond;
    }

    /** Hangs up on whoever names a stream, as services do with a wrong key; or takes any key again. */
    public void refuseKey(boolean refuse) {
        conditions.refusing = refuse;
    }

    @Override
    public void close() {
        List<Listener> listeners;
        synchronized (this) {
            closed = true;
            away(true);
            conditions.frozen = false;
            listeners = new ArrayList<>(
                    sessions.stream().map(IngestSession::listener).toList());
            if (waiting != null) {
                listeners.add(waiting);
            }
        }
        listeners.forEach(Listener::end);
        viewer.close();
    }
}
