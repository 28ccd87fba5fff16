package dev.rucksack.encoder.ffmpeg;

import dev.rucksack.encoder.frame.PictureSize;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * An ffmpeg that opens a device, a file or an address and gives raw pictures of one size, raw sound of one form, or both.
 * Proven alive by what it gives; ended by TERM and by the end of its sockets.
 */
public final class CaptureProcess implements Closeable {

    private final Child child;
    private final @Nullable RawSocket pictures;
    private final @Nullable RawSocket sound;
    private final @Nullable PictureSize size;
    private @Nullable PictureReader pictureReader;
    private @Nullable ChildReader soundReader;

    private CaptureProcess(
            Child child, @Nullable RawSocket pictures, @Nullable RawSocket sound, @Nullable PictureSize size) {
        this.child = child;
        this.pictures = pictures;
        this.sound = sound;
        this.size = size;
    }

    /**
     * What it is to give.
     *
     * @param size of the pictures, or null for none
     * @param bars whether pictures of another shape are to get bars; without, they end in an {@link OtherShapeException}
     * @param sound whether to give sound
     */
    public record Wanted(@Nullable PictureSize size, boolean bars, boolean sound) {

        /** Sound alone. */
        public static final Wanted SOUND = new Wanted(null, false, true);
    }

    /**
     * Starts it and returns at once.
     *
     * @param input ffmpeg's options up to and with {@code -i}
     */
    public static CaptureProcess start(
            Workshop workshop, String name, List<String> input, Wanted wanted, ChildListener listener)
            throws IOException {
        RawSocket pictures = null;
        RawSocket sound = null;
        try {
            pictures = wanted.size() == null ? null : workshop.sockets().listen("pictures");
            sound = wanted.sound() ? workshop.sockets().listen("heard") : null;
            List<String> command = CaptureCommands.command(
                    workshop.program(),
                    input,
                    wanted,
                    pictures == null ? null : pictures.url(),
                    sound == null ? null : sound.url());
            Child child = workshop.children()
                    .start(new ChildCommand(name, command, StopLaw.TERM, ChildCommand.Output.DISCARD), listener);
            return new CaptureProcess(child, pictures, sound, wanted.size());
        } catch (IOException | RuntimeException e) {
            closeQuietly(pictures);
            closeQuietly(sound);
            throw e;
        }
    }

    private static void closeQuietly(@Nullable RawSocket socket) {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            return; // why it was not started is told
        }
    }

    /**
     * Reads on into {@code target}, until it is full.
     *
     * @param timeoutMillis the same at each call
     * @return false if nothing came in time; what has come is kept in {@code target}
     * @throws OtherShapeException if the pictures need bars and get none
     * @throws EOFException if the process has ended
     */
    public boolean readPicture(ByteBuffer target, long timeoutMillis) throws IOException {
        if (pictureReader == null && pictures != null && size != null) {
            SocketChannel channel = connected(pictures, timeoutMillis);
            pictureReader = channel == null
                    ? null
                    : new PictureReader(ChildReader.open(channel, pictures.path(), timeoutMillis), size);
        }
        return pictureReader != null && pictureReader.read(target);
    }

    /** Reads what sound there is; otherwise as {@link #readPicture}. */
    public boolean readSound(ByteBuffer target, long timeoutMillis) throws IOException {
        if (soundReader == null && sound != null) {
            SocketChannel channel = connected(sound, timeoutMillis);
            soundReader = channel == null ? null : soundReader(channel, sound.path(), timeoutMillis);
        }
        return soundReader != null && soundReader.read(target);
    }

    /** Beside pictures the sound is read on a thread of its own, and it is the pictures' that closes. */
    private ChildReader soundReader(SocketChannel channel, Path name, long timeoutMillis) throws IOException {
        return pictures == null
                ? ChildReader.open(channel, name, timeoutMillis)
                : new TimedReader(channel, timeoutMillis);
    }

    private @Nullable SocketChannel connected(RawSocket socket, long timeoutMillis) throws IOException {
        var channel = socket.poll(Duration.ofMillis(timeoutMillis));
        if (channel != null) {
            return channel;
        }
        if (!child.isAlive()) {
            throw new EOFException("it has ended");
        }
        return null;
    }

    public List<String> lastWords() {
        return child.lastWords();
    }

    public long pid() {
        return child.pid();
    }

    /** For one that hangs. */
    public void kill() {
        child.kill();
    }

    /** Ends it and waits until it is gone, and with it the device free. */
    @Override
    public void close() throws IOException {
        if (pictureReader != null) {
            pictureReader.close();
        }
        if (soundReader != null) {
            soundReader.close();
        }
        if (pictures != null) {
            pictures.close();
        }
        if (sound != null) {
            sound.close();
        }
        try {
            child.stop().get(10, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            child.kill();
        } catch (InterruptedException e) {
            child.kill();
            Thread.currentThread().interrupt();
        }
    }
}
