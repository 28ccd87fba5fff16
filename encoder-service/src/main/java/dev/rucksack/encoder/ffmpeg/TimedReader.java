package dev.rucksack.encoder.ffmpeg;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** Reads by way of a selector. Any thread may close it. */
final class TimedReader implements ChildReader {

    private final SocketChannel channel;
    private final Selector selector;
    private final long patienceMillis;

    TimedReader(SocketChannel channel, long patienceMillis) throws IOException {
        this.channel = channel;
        this.patienceMillis = patienceMillis;
        this.selector = Selector.open();
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ);
    }

    @Override
    public boolean read(ByteBuffer target) throws IOException {
        int count = channel.read(target);
        if (count == 0) {
            selector.select(patienceMillis);
            selector.selectedKeys().clear();
            count = channel.read(target);
        }
        if (count < 0) {
            throw new EOFException("it has ended");
        }
        return count > 0;
    }

    @Override
    public boolean fill(ByteBuffer target) throws IOException {
        while (target.hasRemaining()) {
            if (!read(target)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        selector.close();
        channel.close();
    }
}
