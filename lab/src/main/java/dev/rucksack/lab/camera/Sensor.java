package dev.rucksack.lab.camera;

import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The camera's picture side: one thread keeps time and draws, another writes, with two frames between them. */
final class Sensor implements AutoCloseable {

    private static final int BUFFERS = 3;
    private static final byte[] FRAME_HEADER = "FRAME\n".getBytes(StandardCharsets.US_ASCII);

    private record Shot(Canvas canvas, long number, SocketChannel reader) {}

    private final CameraClock clock;
    private final LongSupplier elapsedNanos;
    private final Instant start;
    private final Scene scene;
    private final byte[] streamHeader;
    private final LoopbackPort port;
    private final BlockingQueue<Canvas> free = new ArrayBlockingQueue<>(BUFFERS);
    private final BlockingQueue<Shot> taken = new ArrayBlockingQueue<>(BUFFERS);
    private final List<FrameRange> sent = new ArrayList<>();
    private final List<FrameRange> lost = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean hung;
    private volatile boolean still;
    private volatile int loseEvery;
    private volatile boolean running = true;
    private long lastDrawn;
    private @Nullable SocketChannel headed;

    Sensor(CameraClock clock, LongSupplier elapsedNanos, Instant start, int width, int height, int wantedPort) {
        this.clock = clock;
        this.elapsedNanos = elapsedNanos;
        this.start = start;
        scene = new Scene(width, height);
        streamHeader = ("YUV4MPEG2 W" + width + " H" + height + " F" + clock.numerator() + ":" + clock.denominator()
                        + " Ip A1:1 C420jpeg\n")
                .getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < BUFFERS; i++) {
            free.add(new Canvas(width, height));
        }
        port = new LoopbackPort("lab-camera", wantedPort);
        thread(this::keepTime, "lab-camera");
        thread(this::write, "lab-camera-write");
    }

    private void thread(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void keepTime() {
        long number = clock.frameAt(elapsedNanos.getAsLong());
        while (running) {
            number++;
            long wait = clock.frameNanos(number) - elapsedNanos.getAsLong();
            while (wait > 0 && running) {
                LockSupport.parkNanos(wait);
                wait = clock.frameNanos(number) - elapsedNanos.getAsLong();
            }
            shoot(number);
        }
    }

    private void shoot(long number) {
        SocketChannel reader = port.reader();
        if (reader == null) {
            return; // nobody reads: the number passes, and is missed by no one
        }
        int every = loseEvery;
        boolean lose = hung || every > 0 && number % every == 0;
        Canvas canvas = lose ? null : free.poll();
        if (canvas == null) {
            synchronized (lost) {
                FrameRange.append(lost, number);
            }
            return;
        }
        if (!still) {
            lastDrawn = number;
        }
        scene.draw(canvas, lastDrawn, start.plusNanos(clock.frameNanos(lastDrawn)), clock.isFlash(lastDrawn));
        taken.add(new Shot(canvas, lastDrawn, reader));
    }

    private void write() {
        try {
            while (running) {
                Shot shot = taken.take();
                SocketChannel reader = shot.reader();
                if (reader == port.reader() && begin(reader) && frame(reader, shot.canvas())) {
                    synchronized (sent) {
                        FrameRange.append(sent, shot.number());
                    }
                }
                free.add(shot.canvas());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean begin(SocketChannel reader) {
        if (reader == headed) {
            return true;
        }
        headed = reader;
        return port.write(reader, streamHeader, streamHeader.length);
    }

    private boolean frame(SocketChannel reader, Canvas canvas) {
        return port.write(reader, FRAME_HEADER, FRAME_HEADER.length)
                && port.write(reader, canvas.bytes, canvas.bytes.length);
    }

    LoopbackPort port() {
        return port;
    }

    void hang(boolean on) {
        hung = on;
    }

    void still(boolean on) {
        still = on;
    }

    void loseEvery(int frames) {
        loseEvery = frames;
    }

    List<FrameRange> sent() {
        synchronized (sent) {
            return List.copyOf(sent);
        }
    }

    List<FrameRange> lost() {
        synchronized (lost) {
            return List.copyOf(lost);
        }
    }

    @Override
    public void close() {
        running = false;
        port.close();
        threads.forEach(thread -> {
            thread.interrupt();
            LockSupport.unpark(thread);
        });
    }
}
