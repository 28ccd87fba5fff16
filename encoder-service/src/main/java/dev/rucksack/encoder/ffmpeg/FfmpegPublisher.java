package dev.rucksack.encoder.ffmpeg;

import dev.rucksack.encoder.uplink.Publisher;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** A running publisher. */
final class FfmpegPublisher implements Publisher {

    private final Child child;
    private final PresetFile preset;
    private final Input input;

    FfmpegPublisher(Child child, PresetFile preset) {
        this.child = child;
        this.preset = preset;
        this.input = new Input(child.input());
    }

    @Override
    public WritableByteChannel input() {
        return input;
    }

    @Override
    public void connected() {
        preset.remove();
    }

    @Override
    public void finish() {
        child.stop();
    }

    @Override
    public void kill() {
        child.kill();
        preset.remove();
    }

    @Override
    public boolean alive() {
        return child.isAlive();
    }

    /** Standard input as a channel, without the copy that {@code Channels.newChannel} makes and with a flush. */
    private record Input(OutputStream out) implements WritableByteChannel {

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            int count = bytes.remaining();
            out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), count);
            out.flush();
            bytes.position(bytes.limit());
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
