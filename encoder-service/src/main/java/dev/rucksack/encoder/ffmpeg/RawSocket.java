package dev.rucksack.encoder.ffmpeg;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A unix socket on which we wait for one child to connect (see decision 0002 for why not a pipe). */
final class RawSocket implements Closeable {

    private static final long LOOK_AFTER_CHILD_MILLIS = 50;

    private final Path path;
    private final ServerSocketChannel server;

    RawSocket(Path path) throws IOException {
        this.path = path;
        this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(path), 1);
    }

    /** By which the kernel knows it, and the child's connection to it. */
    Path path() {
        return path;
    }

    /** What ffmpeg takes for it. */
    String url() {
        return "unix:" + path;
    }

    /**
     * Waits until the child connects.
     *
     * @throws IOException if it ends before, or takes longer than {@code patience}
     */
    SocketChannel accept(Child child, Duration patience) throws IOException {
        try (Selector selector = Selector.open()) {
            server.configureBlocking(false);
            server.register(selector, SelectionKey.OP_ACCEPT);
            Connecting connecting = new Connecting(child, patience);
            while (true) {
                selector.select(LOOK_AFTER_CHILD_MILLIS);
                selector.selectedKeys().clear();
                SocketChannel channel = server.accept();
                if (channel != null) {
                    return channel;
                }
                connecting.goesOn();
            }
        } finally {
            close();
        }
    }

    /** Waits a little for the child; null if it has not connected. */
    @Nullable
    SocketChannel poll(Duration patience) throws IOException {
        SocketChannel channel;
        try (Selector selector = Selector.open()) {
            server.configureBlocking(false);
            server.register(selector, SelectionKey.OP_ACCEPT);
            selector.select(Math.max(1, patience.toMillis()));
            channel = server.accept();
        }
        if (channel != null) {
            close();
        }
        return channel;
    }

    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(path);
    }
}
