package dev.rucksack.encoder.ffmpeg;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** Reads from a child that may fall silent. */
final class TimedReader implements Closeable {

    private final SocketChannel channel;
    private final Selector selector;

    TimedReader(SocketChannel channel) throws IOException {
        this.channel = channel;
        this.selector = Selector.open();
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ);
    }

    /**
     * Reads what is there, waiting for the first byte.
     *
     * @return false if nothing came in time
     * @throws EOFException if the child has closed its end
     */
    boolean read(ByteBuffer target, long timeoutMillis) throws IOException {
        int count = channel.read(target);
        if (count == 0) {
            selector.select(timeoutMillis);
            selector.selectedKeys().clear();
            count = channel.read(target);
        }
        if (count < 0) {
            throw new EOFException("it has ended");
        }
        return count > 0;
    }

    @Override
    public void close() throws IOException {
        selector.close();
        channel.close();
    }
}
