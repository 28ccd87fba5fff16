package dev.rucksack.encoder.uplink;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/**
 * Counts the bytes that the kernel took from us, and those of them that the other side has acknowledged. TLS is laid over it, so that
 * what is counted is what lies in the socket's queue, not the text inside.
 */
class CountingSocket extends Socket {

    private final Object asking = new Object();
    private @Nullable SendQueue queue;
    private long acknowledged = SendQueue.UNKNOWN;
    private int repeats;
    private volatile long written;

    long written() {
        return written;
    }

    /** From now on {@link #acknowledged} can tell. Once connected; ends with the socket, whoever closes it. */
    void watch(SendQueue own) {
        synchronized (asking) {
            if (isClosed()) {
                own.close();
            } else {
                queue = own;
            }
        }
    }

    /** Bytes that the other side's TCP has; after the close, just before it. {@link SendQueue#UNKNOWN} as long as nobody could tell. */
    long acknowledged() {
        synchronized (asking) {
            if (queue != null) {
                // read before the question: what comes in between makes it too low, never too high
                long before = written;
                long waiting = queue.unacknowledged();
                repeats = queue.repeats();
                if (waiting != SendQueue.UNKNOWN) {
                    acknowledged = before - waiting;
                }
            }
            return acknowledged;
        }
    }

    /** As of the last {@link #acknowledged()}: {@link SendQueue#repeats()}. */
    int repeats() {
        synchronized (asking) {
            return repeats;
        }
    }

    /** Within the lock of whoever asks: a descriptor that is closed may soon be another's. */
    @Override
    public void close() throws IOException {
        synchronized (asking) {
            acknowledged();
            if (queue != null) {
                queue.close();
                queue = null;
            }
            super.close();
        }
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        OutputStream out = super.getOutputStream();
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                out.write(b);
                count(1);
            }

            @Override
            public void write(byte[] bytes, int from, int count) throws IOException {
                out.write(bytes, from, count);
                count(count);
            }

            @Override
            public void close() throws IOException {
                out.close();
            }
        };
    }

    /** One thread writes at a time: the Gate's, or TLS under its own lock. */
    private synchronized void count(int bytes) {
        written += bytes;
    }
}
