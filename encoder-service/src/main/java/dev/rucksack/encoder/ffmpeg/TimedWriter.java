package dev.rucksack.encoder.ffmpeg;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** Writes whole buffers to a child that may hang: a write that gets nowhere for too long fails instead of blocking. */
final class TimedWriter implements Closeable {

    private static final long LOOK_MILLIS = 100;

    private final SocketChannel channel;
    private final Selector selector;
    private final long patienceMillis;

    /** @param bufferBytes what may lie in the socket before a child that hangs is noticed */
    TimedWriter(SocketChannel channel, int bufferBytes, Duration patience) throws IOException {
        this.channel = channel;
        this.patienceMillis = patience.toMillis();
        this.selector = Selector.open();
        channel.setOption(StandardSocketOptions.SO_SNDBUF, bufferBytes);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_WRITE);
    }

    /**
     * @throws SocketTimeoutException if not one byte could be written for the whole patience
     * @throws IOException if the child has closed its end
     */
    void write(ByteBuffer data) throws IOException {
        while (data.hasRemaining()) {
            if (channel.write(data) == 0) {
                awaitRoom();
            }
        }
    }

    /** In short looks: time in which we stood still ourselves is no fault of the child, and counts as one look. */
    private void awaitRoom() throws IOException {
        for (long waited = 0; waited < patienceMillis; waited += LOOK_MILLIS) {
            int ready = selector.select(LOOK_MILLIS);
            selector.selectedKeys().clear();
            if (Thread.currentThread().isInterrupted()) {
                throw new IOException("interrupted");
            }
            if (ready > 0) {
                return;
            }
        }
        throw new SocketTimeoutException("no byte taken for " + patienceMillis + " ms");
    }

    @Override
    public void close() throws IOException {
        selector.close();
        channel.close();
    }
}
