package dev.rucksack.encoder.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rucksack.encoder.frame.Frame;
import dev.rucksack.encoder.frame.FramePool;
import dev.rucksack.encoder.frame.PictureSize;
import dev.rucksack.encoder.socket.PagePipe;
import dev.rucksack.lab.ffmpeg.FfmpegBinary;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both ways of giving frames to a real ffmpeg: lent, and copied where lending is not possible. */
@Timeout(30)
class InletIT {

    private static final PictureSize SIZE = new PictureSize(320, 180);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int FRAMES = 20;

    @TempDir
    private Path home;

    private final Children children = new Children(ChildRegistry.NONE, line -> line);
    private final FramePool pool = new FramePool(SIZE);

    private enum Way {
        LENT {
            @Override
            Inlet<FrameWriter> inlet(Path name) throws IOException {
                PagePipe.make(name);
                return new PipeInlet(name, SIZE.frameBytes(), PATIENCE);
            }
        },
        COPIED {
            @Override
            Inlet<FrameWriter> inlet(Path name) throws IOException {
                return new FrameInlet(new SocketInlet(new RawSocket(name), SIZE.frameBytes(), PATIENCE));
            }
        };

        abstract Inlet<FrameWriter> inlet(Path name) throws IOException;
    }

    @AfterEach
    void nothingIsLeft() {
        children.close();
        assertThat(children.count()).isZero();
    }

    private Child start(List<String> command) throws IOException {
        return children.start(
                new ChildCommand("reader", command, StopLaw.TERM, ChildCommand.Output.DISCARD), new ChildListener() {});
    }

    private static List<String> ffmpeg(Inlet<?> inlet, String... output) {
        String input = "-v error -f rawvideo -pixel_format yuv420p -video_size " + SIZE + " -i " + inlet.url();
        List<String> command = new ArrayList<>(List.of(FfmpegBinary.locate().toString()));
        command.addAll(List.of(input.split(" ")));
        command.addAll(List.of(output));
        return command;
    }

    private Frame frame(int luma) throws InterruptedException {
        Frame frame = pool.take();
        while (frame == null) {
            Thread.sleep(1);
            frame = pool.take();
        }
        ByteBuffer picture = frame.target();
        picture.put(0, filled(SIZE.pixels(), luma)).put(SIZE.pixels(), filled(SIZE.pixels() / 2, 128));
        return frame;
    }

    private static byte[] filled(int bytes, int value) {
        byte[] same = new byte[bytes];
        Arrays.fill(same, (byte) value);
        return same;
    }

    @ParameterizedTest
    @EnumSource
    void everyFrameArrivesAsItWasAndIsLetGo(Way way) throws Exception {
        Path seen = home.resolve("seen.yuv");
        try (var inlet = way.inlet(home.resolve("in"))) {
            Child ffmpeg = start(ffmpeg(inlet, "-f", "rawvideo", seen.toString()));
            try (var writer = inlet.accept(ffmpeg, PATIENCE)) {
                assertThat(home.resolve("in")).doesNotExist();
                for (int i = 0; i < FRAMES; i++) {
                    writer.write(frame(16 + i));
                }
            }
            assertThat(ffmpeg.onExit().get(20, TimeUnit.SECONDS).code()).isZero();
        }
        assertThat(pool.free()).isEqualTo(FramePool.ENOUGH);
        byte[] bytes = Files.readAllBytes(seen);
        assertThat(bytes).hasSize(FRAMES * SIZE.frameBytes());
        for (int i = 0; i < FRAMES; i++) {
            assertThat(bytes[i * SIZE.frameBytes()]).isEqualTo((byte) (16 + i));
            assertThat(bytes[i * SIZE.frameBytes() + SIZE.pixels() - 1]).isEqualTo((byte) (16 + i));
            assertThat(bytes[(i + 1) * SIZE.frameBytes() - 1]).isEqualTo((byte) 128);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aReaderThatEndsTakesNothingWithIt(Way way) throws Exception {
        try (var inlet = way.inlet(home.resolve("in"))) {
            Child reader = start(ffmpeg(inlet, "-frames:v", "1", "-f", "null", "-"));
            try (var writer = inlet.accept(reader, PATIENCE)) {
                assertThatExceptionOfType(IOException.class).isThrownBy(() -> {
                    for (int i = 0; i < 1000; i++) {
                        writer.write(frame(i % 200));
                    }
                });
            }
        }
        assertThat(pool.free()).isEqualTo(FramePool.ENOUGH);
    }

    @ParameterizedTest
    @EnumSource
    void whoEndsBeforeItConnectsIsNamed(Way way) throws Exception {
        try (var inlet = way.inlet(home.resolve("in"))) {
            Child nobody = start(List.of("/bin/true"));
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> inlet.accept(nobody, PATIENCE))
                    .withMessage("reader ended before it connected");
        }
        assertThat(home.resolve("in")).doesNotExist();
    }
}
