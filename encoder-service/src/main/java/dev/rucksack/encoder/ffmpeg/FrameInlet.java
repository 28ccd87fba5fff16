package dev.rucksack.encoder.ffmpeg;

import java.io.IOException;
import java.time.Duration;

/** A unix socket for frames: they are copied. */
record FrameInlet(SocketInlet socket) implements Inlet<FrameWriter> {

    @Override
    public String url() {
        return socket.url();
    }

    @Override
    public FrameWriter accept(Child child, Duration connect) throws IOException {
        return FrameWriter.copying(socket.accept(child, connect));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
