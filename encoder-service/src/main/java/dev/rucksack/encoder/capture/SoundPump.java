package dev.rucksack.encoder.capture;

import dev.rucksack.encoder.ffmpeg.CaptureProcess;
import dev.rucksack.encoder.sound.MicrophoneBuffer;
import dev.rucksack.encoder.sound.SampleSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries samples from a process to the buffer. */
final class SoundPump {

    private static final Logger log = LoggerFactory.getLogger(SoundPump.class);
    private static final long LOOK_MILLIS = 100;

    /** A fifth of a second: as much as a burst after a pause brings at once. */
    private static final int CHUNK = SampleSink.RATE / 5 * SampleSink.FRAME_BYTES;

    private SoundPump() {}

    /** On a thread of its own, until the process ends. */
    static void start(
            String name,
            CaptureProcess process,
            MicrophoneBuffer buffer,
            LongSupplier nanos,
            BooleanSupplier stopping) {
        var thread = new Thread(
                () -> {
                    try {
                        pump(process, buffer, nanos, stopping, silent -> {});
                    } catch (IOException | RuntimeException e) {
                        log.debug("{}: {}", name, e.toString());
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * On this thread, until the process ends or we are stopping.
     *
     * @param silentFor told often how long nothing came, in nanoseconds; may throw to end it
     */
    static void pump(
            CaptureProcess process,
            MicrophoneBuffer buffer,
            LongSupplier nanos,
            BooleanSupplier stopping,
            LongConsumer silentFor)
            throws IOException {
        ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
        buffer.restarted();
        Quiet quiet = new Quiet(nanos.getAsLong());
        while (!stopping.getAsBoolean()) {
            boolean some = process.readSound(chunk, LOOK_MILLIS);
            long now = nanos.getAsLong();
            if (some) {
                chunk.flip();
                buffer.arrived(chunk, now);
                chunk.compact();
            }
            silentFor.accept(quiet.looked(some, now));
        }
    }
}
