package dev.rucksack.encoder.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real pipe, whose reader is Java. */
@Timeout(30)
class PagePipeTests {

    private static final int FRAME = 300_000;
    private static final Duration PATIENCE = Duration.ofMillis(200);

    @TempDir
    private Path dir;

    private Path name;
    private InputStream reader;
    private PagePipe<Integer> pipe;
    private final List<Integer> read = new ArrayList<>();

    @BeforeEach
    void connect() throws Exception {
        name = dir.resolve("p");
        PagePipe.make(name);
        assertThat(open()).isNull();
        // opening a pipe waits for the other end
        var opened = CompletableFuture.supplyAsync(() -> {
            try {
                return Files.newInputStream(name);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        PagePipe<Integer> writer = open();
        while (writer == null) {
            Thread.onSpinWait();
            writer = open();
        }
        pipe = Objects.requireNonNull(writer);
        reader = opened.get();
    }

    private PagePipe<Integer> open() throws IOException {
        return PagePipe.open(name, FRAME, PATIENCE, read::add);
    }

    @AfterEach
    void disconnect() throws IOException {
        reader.close();
        pipe.close();
    }

    private static ByteBuffer frame(int value) {
        ByteBuffer frame = ByteBuffer.allocateDirect(FRAME);
        for (int i = 0; i < FRAME; i++) {
            frame.put(i, (byte) (value + i % 7));
        }
        return frame;
    }

    private CompletableFuture<byte[]> reading(int count) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return reader.readNBytes(count);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static void assertFrame(byte[] bytes, int value) {
        byte[] expected = new byte[FRAME];
        frame(value).get(expected);
        assertThat(bytes).isEqualTo(expected);
    }

    @Test
    void isPossibleHere() {
        assertThat(PagePipe.possible()).isTrue();
    }

    @Test
    void whoOwnsTheMemoryIsToldWhenItWasReadAndNotBefore() throws Exception {
        var first = reading(FRAME);
        pipe.write(frame(1), 1);
        assertFrame(first.get(), 1);
        assertThat(read).isEmpty();
        var second = reading(FRAME - 1);
        pipe.write(frame(2), 2);
        assertThat(read).containsExactly(1);
        second.get();
        // one byte of the second is still unread
        pipe.write(ByteBuffer.allocateDirect(10), 3);
        assertThat(read).containsExactly(1);
        assertThat(reader.readNBytes(1)).containsExactly((byte) (2 + (FRAME - 1) % 7));
        pipe.write(ByteBuffer.allocateDirect(10), 4);
        assertThat(read).containsExactly(1, 2);
        assertThat(reader.readNBytes(20)).hasSize(20);
    }

    @Test
    void theSameMemoryCanBeWrittenAgain() throws Exception {
        ByteBuffer frame = frame(5);
        var all = reading(4 * FRAME);
        for (int i = 0; i < 4; i++) {
            pipe.write(frame, i);
        }
        byte[] bytes = all.get();
        for (int i = 0; i < 4; i++) {
            assertFrame(java.util.Arrays.copyOfRange(bytes, i * FRAME, (i + 1) * FRAME), 5);
        }
    }

    @Test
    void aReaderThatTakesNothingIsToldInTime() {
        assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> {
            pipe.write(frame(1), 1);
            pipe.write(frame(2), 2);
        });
        assertThat(read).isEmpty();
        pipe.close();
        assertThat(read).contains(1);
    }

    @Test
    void aReaderThatEndsIsToldAtOnceAndNothingStaysLent() throws Exception {
        reader.close();
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> pipe.write(frame(1), 1))
                .isNotInstanceOf(SocketTimeoutException.class);
        pipe.close();
        assertThat(read).containsExactly(1);
    }

    @Test
    void closingWaitsForTheReaderThatThenFindsTheEnd() throws Exception {
        var all = CompletableFuture.supplyAsync(() -> {
            try {
                return reader.readAllBytes();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        pipe.write(frame(8), 8);
        pipe.write(frame(9), 9);
        pipe.close();
        assertThat(read).containsExactly(8, 9);
        byte[] bytes = all.get();
        assertThat(bytes).hasSize(2 * FRAME);
        assertFrame(java.util.Arrays.copyOfRange(bytes, FRAME, 2 * FRAME), 9);
    }
}
