package dev.rucksack.encoder.ffmpeg;

import dev.rucksack.encoder.frame.Frame;
import dev.rucksack.encoder.socket.PagePipe;
import java.io.Closeable;
import java.io.IOException;

/** Gives frames to a child. */
interface FrameWriter extends Closeable {

    /**
     * Takes over the caller's reference, and keeps it for as long as the child may read the frame.
     *
     * @throws IOException if the child has closed its end, or takes nothing for too long
     */
    void write(Frame frame) throws IOException;

    /** @param pipe that lets go the frames that were read */
    static FrameWriter lending(PagePipe<Frame> pipe) {
        return new FrameWriter() {
            @Override
            public void write(Frame frame) throws IOException {
                pipe.write(frame.memory(), frame);
            }

            @Override
            public void close() {
                pipe.close();
            }
        };
    }

    static FrameWriter copying(TimedWriter writer) {
        return new FrameWriter() {
            @Override
            public void write(Frame frame) throws IOException {
                try {
                    writer.write(frame.view());
                } finally {
                    frame.release();
                }
            }

            @Override
            public void close() throws IOException {
                writer.close();
            }
        };
    }
}
