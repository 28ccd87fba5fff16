package dev.rucksack.encoder.ffmpeg;

import dev.rucksack.encoder.frame.Frame;
import dev.rucksack.encoder.socket.PagePipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A named pipe for frames: they are lent, not copied (decision 0002).
 *
 * @param frameBytes the size of one
 * @param patience how long a write may get nowhere
 */
record PipeInlet(Path name, int frameBytes, Duration patience) implements Inlet<FrameWriter> {

    private static final long LOOK_MILLIS = 5;

    @Override
    public String url() {
        return "file:" + name;
    }

    @Override
    public FrameWriter accept(Child child, Duration connect) throws IOException {
        try {
            Connecting connecting = new Connecting(child, connect);
            while (true) {
                PagePipe<Frame> pipe = PagePipe.open(name, frameBytes, patience, Frame::release);
                if (pipe != null) {
                    return FrameWriter.lending(pipe);
                }
                connecting.goesOn();
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            close();
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(name);
    }
}
