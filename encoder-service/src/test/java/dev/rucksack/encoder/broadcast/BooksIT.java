package dev.rucksack.encoder.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rucksack.encoder.flv.FlvTag;
import dev.rucksack.encoder.flv.TagKind;
import dev.rucksack.encoder.flv.TagPool;
import dev.rucksack.encoder.frame.FrameBooks;
import dev.rucksack.encoder.frame.FrameClock;
import dev.rucksack.encoder.frame.FrameRate;
import dev.rucksack.encoder.frame.PictureSize;
import dev.rucksack.encoder.frame.Slate;
import dev.rucksack.encoder.socket.SendQueues;
import dev.rucksack.encoder.uplink.Destination;
import dev.rucksack.encoder.uplink.StreamKey;
import dev.rucksack.encoder.uplink.Uplink;
import dev.rucksack.encoder.uplink.Uplinks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

/** The real clock and the real uplink under load, their ingest unreachable, read as fast as one can. */
class BooksIT {

    private final FrameBooks books = new FrameBooks();
    private final TagPool pool = new TagPool(1 << 20);
    private final BlockingQueue<Long> encoder = new ArrayBlockingQueue<>(4);
    private final AtomicBoolean running = new AtomicBoolean(true);

    @Test
    void theEquationsHoldAtEverySnapshot() throws Exception {
        Uplinks uplinks = new Uplinks(
                (target, whenGone) -> {
                    throw new IOException("no publisher in this test");
                },
                SSLContext.getDefault(),
                () -> true,
                new SendQueues(Path.of("/proc")),
                System::nanoTime);
        Uplink uplink = uplinks.open(
                Destination.of("custom", "rtmp://127.0.0.1:" + closedPort() + "/live"),
                new StreamKey("a-key-for-this-test"),
                false,
                event -> {});
        FrameRate rate = FrameRate.of(240);
        FrameClock clock = new FrameClock(rate, new Slate(new PictureSize(64, 64)), books, System::nanoTime);
        Thread encoding = new Thread(() -> encode(uplink, rate), "an-encoder");
        encoding.start();
        clock.start();
        clock.begin((tick, frame) -> encoder.offer(tick), (tick, place) -> {});
        long read = 0;
        Books last = Books.EMPTY;
        while (last.droppedUplink() < 200) {
            last = snapshot(uplinks);
            assertThat(last.balanced()).as(last.toString()).isTrue();
            read++;
        }
        assertThat(read).isGreaterThan(100);
        clock.end();
        running.set(false);
        encoding.join();
        uplink.close(Duration.ZERO);
        clock.stop();
        Books end = snapshot(uplinks);
        assertThat(end.balanced()).as(end.toString()).isTrue();
        assertThat(end.ticks()).isPositive();
        assertThat(end.inQueue() + end.inFlight() + end.acknowledged()).isZero();
    }

    private Books snapshot(Uplinks uplinks) {
        return books.read(frames -> Joined.of(frames, uplinks.report(), 0)).books();
    }

    /** Loses every seventh frame, and goes on at once. */
    private void encode(Uplink uplink, FrameRate rate) {
        try {
            while (running.get()) {
                Long tick = encoder.poll(50, TimeUnit.MILLISECONDS);
                if (tick != null && tick % 7 == 3) {
                    books.lostInEncoder(1);
                } else if (tick != null) {
                    byte first = (byte) (tick % 30 == 0 ? 0x17 : 0x27);
                    FlvTag tag = pool.tag(TagKind.VIDEO, rate.tickMillis(tick), new byte[] {first, 1, 0, 0, 0, 1, 2});
                    books.encoded(() -> uplink.tag(tag));
                    tag.release();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
