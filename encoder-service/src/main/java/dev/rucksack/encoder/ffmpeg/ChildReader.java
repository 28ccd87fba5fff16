package dev.rucksack.encoder.ffmpeg;

import dev.rucksack.encoder.socket.Receiver;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Reads from a child that may fall silent. Each read waits so long for the first byte; nothing in time is {@code false}, the child's end an exception. */
interface ChildReader extends Closeable {

    /** Reads what is there. */
    boolean read(ByteBuffer target) throws IOException;

    /** Reads until {@code target} is full; what has come is kept in it when it gives up. */
    boolean fill(ByteBuffer target) throws IOException;

    /**
     * The kernel waits where it can be asked to. For one thread, which also closes it.
     *
     * @param name the socket's, whose listener is closed already
     */
    static ChildReader open(SocketChannel channel, Path name, long patienceMillis) throws IOException {
        Receiver receiver = Receiver.of(name, patienceMillis);
        return receiver == null ? new TimedReader(channel, patienceMillis) : received(receiver, channel);
    }

    /** @param channel the socket's */
    static ChildReader received(Receiver receiver, SocketChannel channel) {
        return new ChildReader() {
            @Override
            public boolean read(ByteBuffer target) throws IOException {
                return receiver.receive(target);
            }

            @Override
            public boolean fill(ByteBuffer target) throws IOException {
                while (target.hasRemaining()) {
                    if (!receiver.receiveAll(target)) {
                        return false;
                    }
                }
                return true;
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }
}
