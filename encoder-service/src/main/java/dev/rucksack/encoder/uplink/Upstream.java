package dev.rucksack.encoder.uplink;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;
import jdk.net.ExtendedSocketOptions;

/** The connection to the ingest, plain or TLS, ready for RTMP. */
final class Upstream {

    private final CountingSocket wire;
    private final Socket talk;
    private final double connectSeconds;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * @param wire the TCP socket
     * @param talk the same, or TLS over it
     * @param connectSeconds how long the TCP handshake took: one round trip
     */
    Upstream(CountingSocket wire, Socket talk, double connectSeconds) {
        this.wire = wire;
        this.talk = talk;
        this.connectSeconds = connectSeconds;
    }

    InputStream input() throws IOException {
        return talk.getInputStream();
    }

    OutputStream output() throws IOException {
        return talk.getOutputStream();
    }

    /** Bytes that the kernel took, TLS included. */
    long written() {
        return wire.written();
    }

    /** From now on {@link #acknowledged} can tell. */
    void watch(SendQueue.Finder queues) {
        wire.watch(queues.of(wire.getLocalPort(), wire.getPort()));
    }

    /** {@link CountingSocket#acknowledged()} */
    long acknowledged() {
        return wire.acknowledged();
    }

    /** {@link CountingSocket#repeats()} */
    int repeats() {
        return wire.repeats();
    }

    double connectSeconds() {
        return connectSeconds;
    }

    /**
     * Acknowledges at once what has been read. While nothing goes the other way the kernel waits 40 ms with that, and an ingest that leaves
     * Nagle's algorithm on (nginx-rtmp does) holds its answer to {@code connect} back until then: 46 ms of each press and each
     * reconnect. Lasts until the kernel thinks otherwise (tcp(7), TCP_QUICKACK): to be called again after each read.
     */
    void acknowledge() throws IOException {
        if (wire.supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK)) { // Linux only
            wire.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
        }
    }

    /** Says that nothing more comes. Only from the thread that writes. */
    void shutdownOutput() throws IOException {
        if (talk != wire) {
            talk.shutdownOutput(); // TLS: close_notify
        }
        wire.shutdownOutput();
    }

    /** Orderly: what lies in the socket still goes out. Does not block. */
    void close() {
        if (closed.compareAndSet(false, true)) {
            closeWire();
        }
    }

    /** At once: what lies in the socket is thrown away and the ingest is told by a reset (SO_LINGER 0). */
    void reset() {
        if (closed.compareAndSet(false, true)) {
            try {
                wire.setSoLinger(true, 0);
            } catch (IOException e) {
                // it is closed already, and closing is what matters
                closed.set(true);
            }
            closeWire();
        }
    }

    private void closeWire() {
        try {
            // not the TLS socket: its close() waits behind a blocked write
            wire.close();
        } catch (IOException e) {
            closed.set(true);
        }
    }
}
