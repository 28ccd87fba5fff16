package dev.rucksack.lab.camera;

import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** The camera's sound: {@code s16le}, 48 kHz, stereo, a tenth of a second of 1 kHz with each flash, else silence. */
final class Microphone implements AutoCloseable {

    private static final int CHUNK = CameraClock.SAMPLES_PER_SECOND / 100;
    private static final int BYTES_PER_SAMPLE = 4;
    private static final double LOUDNESS = 0.25 * Short.MAX_VALUE; // -12 dBFS
    private static final long MOST_BEHIND = CameraClock.SAMPLES_PER_SECOND / 5;

    private final CameraClock clock;
    private final LongSupplier elapsedNanos;
    private final LoopbackPort port;
    private final Thread thread;
    private volatile boolean hung;
    private volatile boolean running = true;

    Microphone(CameraClock clock, LongSupplier elapsedNanos, int wantedPort) {
        this.clock = clock;
        this.elapsedNanos = elapsedNanos;
        port = new LoopbackPort("lab-microphone", wantedPort);
        thread = new Thread(this::listen, "lab-microphone");
        thread.setDaemon(true);
        thread.start();
    }

    private long due() {
        return (long) (elapsedNanos.getAsLong() * (CameraClock.SAMPLES_PER_SECOND / 1e9));
    }

    private void listen() {
        byte[] chunk = new byte[CHUNK * BYTES_PER_SAMPLE];
        long next = due();
        while (running) {
            long ahead = next + CHUNK - due();
            if (ahead > 0) {
                LockSupport.parkNanos(ahead * 1_000_000_000L / CameraClock.SAMPLES_PER_SECOND);
                continue;
            }
            SocketChannel reader = port.reader();
            if (reader == null || hung || -ahead > MOST_BEHIND) {
                next = due(); // a microphone does not wait
                continue;
            }
            fill(chunk, next);
            port.write(reader, chunk, chunk.length);
            next += CHUNK;
        }
    }

    private void fill(byte[] chunk, long first) {
        for (int i = 0; i < CHUNK; i++) {
            int sample = (int) Math.round(LOUDNESS * clock.beepAt(first + i));
            for (int channel = 0; channel < 2; channel++) {
                chunk[i * BYTES_PER_SAMPLE + channel * 2] = (byte) sample;
                chunk[i * BYTES_PER_SAMPLE + channel * 2 + 1] = (byte) (sample >> 8);
            }
        }
    }

    LoopbackPort port() {
        return port;
    }

    void hang(boolean on) {
        hung = on;
    }

    @Override
    public void close() {
        running = false;
        port.close();
        LockSupport.unpark(thread);
    }
}
