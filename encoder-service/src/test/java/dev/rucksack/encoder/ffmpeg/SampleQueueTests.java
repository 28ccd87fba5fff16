package dev.rucksack.encoder.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rucksack.encoder.sound.SampleSink;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SampleQueueTests {

    private static final int PIECE = RawSound.PIECE_BYTES / SampleSink.FRAME_BYTES;

    private final SampleQueue queue = new SampleQueue();
    private long first = 7;
    private byte next = 1;

    private void add(int samples) {
        ByteBuffer some = ByteBuffer.allocate(samples * SampleSink.FRAME_BYTES);
        while (some.hasRemaining()) {
            some.put(next++);
        }
        queue.add(first, some.flip());
        first += samples;
    }

    private byte[] take() throws InterruptedException {
        ByteBuffer taken = queue.take();
        byte[] bytes = new byte[taken.remaining()];
        taken.get(bytes);
        return bytes;
    }

    @Test
    void givesWholePiecesAndFillsTheLastOneUpWithSilence() throws Exception {
        queue.open();
        add(PIECE - 1);
        var taken = CompletableFuture.supplyAsync(() -> {
            try {
                return take();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        add(1);
        byte[] piece = taken.get(10, TimeUnit.SECONDS);
        assertThat(piece).hasSize(RawSound.PIECE_BYTES).startsWith(1, 2, 3).endsWith(-1, 0);
        add(2 * PIECE + 10);
        assertThat(take()).hasSize(2 * RawSound.PIECE_BYTES).startsWith(1, 2, 3);
        queue.finish();
        byte[] rest = take();
        assertThat(rest)
                .hasSize(RawSound.PIECE_BYTES)
                .startsWith(1, 2, 3)
                .endsWith(new byte[RawSound.PIECE_BYTES - 40]);
        assertThat(rest[39]).isEqualTo((byte) 40);
        assertThat(queue.take()).isNull();
        assertThat(queue.origin()).isEqualTo(7);
    }

    @Test
    void endsWhereSamplesAreMissing() throws Exception {
        queue.open();
        add(PIECE);
        first++;
        add(PIECE);
        assertThat(queue.take()).isNull();
    }

    @Test
    void endsWhenItIsFull() throws Exception {
        queue.open();
        add(3 * SampleSink.RATE);
        add(1);
        assertThat(queue.take()).isNull();
    }
}
