package dev.rucksack.encoder.flv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rucksack.lab.ffmpeg.FfmpegBinary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What ffmpeg really writes. */
class FlvReaderIT {

    private static final int FRAMES = 60;

    @TempDir
    static Path shared;

    private final TagPool pool = new TagPool(1 << 20);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void readsAndWritesItByteForByte(long seed) throws Exception {
        byte[] file = made("plain.flv");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        FlvWriter writer = new FlvWriter(Channels.newChannel(out));
        writer.header(true, true);
        int keyframes = 0;
        int frames = 0;
        int headers = 0;
        for (FlvTag tag : read(file, new Random(seed))) {
            writer.tag(tag);
            keyframes += tag.keyframe() ? 1 : 0;
            frames += tag.videoFrame() ? 1 : 0;
            headers += tag.sequenceHeader() ? 1 : 0;
        }
        writer.flush();

        assertThat(out.toByteArray()).isEqualTo(file);
        assertThat(frames).isEqualTo(FRAMES);
        assertThat(keyframes).isEqualTo(2);
        assertThat(headers).isEqualTo(2);
    }

    @Test
    void findsTheHeaderOfAnEncoderWithoutExtradata() throws Exception {
        byte[] file = made("late-header.flv", "-flags:v", "-global_header", "-bsf:v", "extract_extradata");

        List<FlvTag> tags = read(file, new Random(1));

        FlvTag first = tags.stream()
                .filter(tag -> tag.kind() == TagKind.VIDEO)
                .findFirst()
                .orElseThrow();
        assertThat(first.sequenceHeader()).isTrue();
        assertThat(first.payloadSize()).isGreaterThan(5);
        assertThat(tags.stream().filter(FlvTag::videoFrame)).hasSize(FRAMES);
    }

    private static byte[] made(String name, String... options) throws IOException, InterruptedException {
        Path file = shared.resolve(name);
        List<String> command = new ArrayList<>(List.of(
                FfmpegBinary.locate().toString(),
                "-v",
                "error",
                "-nostdin",
                "-y",
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=640x360:rate=30",
                "-f",
                "lavfi",
                "-i",
                "sine=sample_rate=48000",
                "-t",
                "2",
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                "-tune",
                "zerolatency",
                "-g",
                "30",
                "-c:a",
                "aac"));
        command.addAll(List.of(options));
        command.addAll(List.of("-flvflags", "no_duration_filesize", "-f", "flv", file.toString()));
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return Files.readAllBytes(file);
    }

    private List<FlvTag> read(byte[] file, Random random) throws IOException {
        FlvReader reader = new FlvReader(new Pieces(file, random), pool);
        List<FlvTag> tags = new ArrayList<>();
        for (FlvTag tag = reader.next(); tag != null; tag = reader.next()) {
            tags.add(tag);
        }
        return tags;
    }

    private record Pieces(ByteBuffer bytes, Random random) implements ReadableByteChannel {

        Pieces(byte[] bytes, Random random) {
            this(ByteBuffer.wrap(bytes), random);
        }

        @Override
        public int read(ByteBuffer target) {
            if (!bytes.hasRemaining()) {
                return -1;
            }
            int count = Math.min(Math.min(1 + random.nextInt(3_000), target.remaining()), bytes.remaining());
            target.put(bytes.slice(bytes.position(), count));
            bytes.position(bytes.position() + count);
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
