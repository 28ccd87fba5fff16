package dev.rucksack.encoder.ffmpeg;

import java.io.IOException;
import java.time.Duration;

/**
 * A unix socket: what is written is copied to the child.
 *
 * @param bufferBytes asked for; the kernel keeps its own books in it and gives twice as much, or twice net.core.wmem_max (socket(7))
 * @param patience how long a write may get nowhere
 */
record SocketInlet(RawSocket socket, int bufferBytes, Duration patience) implements Inlet<TimedWriter> {

    @Override
    public String url() {
        return socket.url();
    }

    @Override
    public TimedWriter accept(Child child, Duration connect) throws IOException {
        return new TimedWriter(socket.accept(child, connect), bufferBytes, patience);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
