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

    /** The kernel gives twice net.core.wmem_max at most (socket(7)), 425 KB as a rule: a 720p picture in four pieces, not seven. */
    private static final int BUFFER_BYTES = 1 << 20;

    private final SocketChannel channel;
    private final Selector selector;
    private final long patienceMillis;

    TimedWriter(SocketChannel channel, Duration patience) throws IOException {
        this.channel = channel;
        this.patienceMillis = patience.toMillis();
        this.selector = Selector.open();
        channel.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER_BYTES);
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
                int ready = selector.select(patienceMillis);
                selector.selectedKeys().clear();
                if (Thread.currentThread().isInterrupted()) {
                    throw new IOException("interrupted");
                }
                if (ready == 0) {
                    throw new SocketTimeoutException("no byte taken for " + patienceMillis + " ms");
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
        channel.close();
    }
}
