package dev.rucksack.lab.camera;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * A loopback port that writes to one reader at a time. A new reader takes over from the one before; a port that is closed
 * refuses, and opens again under the same number.
 */
final class LoopbackPort implements AutoCloseable {

    private final String name;
    private final int number;
    private @Nullable ServerSocketChannel server;
    private @Nullable Thread accepting;
    private @Nullable SocketChannel reader;

    /** @param wanted the port's number, 0 for any */
    LoopbackPort(String name, int wanted) {
        this.name = name;
        this.number = open(wanted);
    }

    int number() {
        return number;
    }

    synchronized void open() {
        if (server == null) {
            open(number);
        }
    }

    private synchronized int open(int wanted) {
        try {
            ServerSocketChannel channel = ServerSocketChannel.open();
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
            server = channel;
            Thread thread = new Thread(() -> accept(channel), name + "-accept");
            thread.setDaemon(true);
            accepting = thread;
            thread.start();
            return channel.socket().getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocketChannel channel) {
        while (channel.isOpen()) {
            try {
                SocketChannel next = channel.accept();
                next.setOption(StandardSocketOptions.TCP_NODELAY, true);
                synchronized (this) {
                    if (server != channel) {
                        next.close();
                        return;
                    }
                    drop();
                    reader = next;
                }
            } catch (IOException e) {
                if (channel.isOpen()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    synchronized @Nullable SocketChannel reader() {
        return reader;
    }

    /** Writes all of it; false when the reader is gone. Waits as long as the reader does not read. */
    boolean write(SocketChannel to, byte[] bytes, int count) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, count);
        try {
            while (buffer.hasRemaining()) {
                to.write(buffer);
            }
            return true;
        } catch (IOException e) {
            synchronized (this) {
                if (reader == to) {
                    drop();
                }
            }
            return false;
        }
    }

    private void drop() {
        SocketChannel present = reader;
        reader = null;
        if (present != null) {
            try {
                present.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Hangs up and refuses from now on. */
    @Override
    public void close() {
        Thread last;
        synchronized (this) {
            ServerSocketChannel present = server;
            last = accepting;
            server = null;
            accepting = null;
            if (present != null) {
                try {
                    present.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            drop();
        }
        // The kernel goes on accepting until the thread has left accept(): only then is the port closed
        if (last != null) {
            try {
                last.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
