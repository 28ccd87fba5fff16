package dev.rucksack.lab.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rucksack.lab.camera.FrameRange;
import dev.rucksack.lab.camera.LabCamera;
import dev.rucksack.lab.ffmpeg.FfmpegBinary;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Camera, a real encoder at a low bitrate, and the reader, which must say exactly what is wrong. */
class FrameReaderIT {

    @TempDir
    Path directory;

    @Test
    void aWholeRecordingHasEveryFrameAndSoundWithItsPicture() throws Exception {
        try (LabCamera camera = LabCamera.start(640, 360, "30")) {
            Path file = directory.resolve("whole.flv");
            record(camera, file, 5, List.of());

            Reading reading = new FrameReader().read(file);

            assertThat(reading.frames()).as(reading.report()).hasSizeGreaterThan(100);
            assertThat(reading.undecodable()).isEmpty();
            assertThat(reading.blankCount()).isZero();
            assertThat(reading.doubled()).isEmpty();
            assertThat(reading.backwards()).isEmpty();
            assertThat(reading.missing()).isEqualTo(lostWithin(camera, reading));
            assertThat(reading.flashes()).hasSizeGreaterThanOrEqualTo(3);
            assertThat(reading.offsetsMillis()).hasSameSizeAs(reading.flashes());
        }
    }

    @Test
    void cutFramesAreNamedOneByOne() throws Exception {
        try (LabCamera camera = LabCamera.start(640, 360, "30")) {
            Path file = directory.resolve("cut.mkv");
            // Frames 20, 21, 22 and 50 do not reach the encoder, 79 or 80 reaches it twice
            record(
                    camera,
                    file,
                    4,
                    List.of("-vf", "select='not(between(n,20,22)+eq(n,50))',loop=loop=1:size=1:start=76"));

            Reading reading = new FrameReader().read(file);

            List<Long> sent = flat(camera.sent());
            List<Long> expected = flat(lostWithin(camera, reading));
            expected.addAll(List.of(sent.get(20), sent.get(21), sent.get(22), sent.get(50)));
            expected.sort(null);
            assertThat(reading.numbers().get(0)).isEqualTo(sent.get(0));
            assertThat(reading.missing()).as(reading.report()).isEqualTo(FrameRange.of(expected));
            // ffmpeg's versions count the start of a loop from 0 or from 1
            assertThat(reading.doubled()).hasSize(1).containsAnyOf(sent.get(79), sent.get(80));
            assertThat(reading.undecodable()).isEmpty();
        }
    }

    @Test
    void itReadsAScaledPictureToo() throws Exception {
        try (LabCamera camera = LabCamera.start(640, 360, "25")) {
            Path file = directory.resolve("small.mp4");
            record(camera, file, 3, List.of("-vf", "scale=426:240"));

            Reading reading = new FrameReader().read(file);

            assertThat(reading.undecodable()).as(reading.report()).isEmpty();
            assertThat(reading.frames()).hasSizeGreaterThan(40);
            assertThat(reading.missing()).isEqualTo(lostWithin(camera, reading));
        }
    }

    @Test
    void aPictureWithoutNumbersIsTold() throws Exception {
        Path file = directory.resolve("other.mkv");
        run(List.of(
                "-f", "lavfi", "-i", "color=gray:size=320x180:rate=10:duration=1", "-c:v", "libx264", file.toString()));

        Reading reading = new FrameReader().read(file);

        assertThat(reading.blankCount()).isEqualTo(10);
        assertThat(reading.numbers()).isEmpty();
        assertThat(reading.beeps()).isEmpty();
    }

    private static List<FrameRange> lostWithin(LabCamera camera, Reading reading) {
        List<Long> numbers = reading.numbers();
        List<Long> lost = flat(camera.lost());
        lost.removeIf(number -> number < numbers.get(0) || number > numbers.get(numbers.size() - 1));
        return FrameRange.of(lost);
    }

    private static List<Long> flat(List<FrameRange> ranges) {
        List<Long> result = new ArrayList<>();
        for (FrameRange range : ranges) {
            for (long number = range.first(); number <= range.last(); number++) {
                result.add(number);
            }
        }
        return result;
    }

    private void record(LabCamera camera, Path file, int seconds, List<String> filter) throws Exception {
        List<String> command = new ArrayList<>(
                List.of("-thread_queue_size", "32", "-f", "yuv4mpegpipe", "-use_wallclock_as_timestamps", "1"));
        command.addAll(List.of("-i", camera.videoUrl()));
        command.addAll(List.of("-thread_queue_size", "512", "-f", "s16le", "-ar", "48000", "-ac", "2"));
        command.addAll(List.of("-use_wallclock_as_timestamps", "1", "-i", camera.soundUrl()));
        command.addAll(filter);
        command.addAll(
                List.of("-vsync", "passthrough", "-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency"));
        command.addAll(
                List.of("-b:v", "800k", "-maxrate", "800k", "-bufsize", "800k", "-g", "60", "-pix_fmt", "yuv420p"));
        command.addAll(List.of("-af", "aresample=async=1", "-c:a", "aac", "-b:a", "96k"));
        command.addAll(List.of("-t", String.valueOf(seconds), file.toString()));
        run(command);
    }

    private void run(List<String> arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(FfmpegBinary.locate().toString(), "-hide_banner", "-nostdin", "-y"));
        command.addAll(arguments);
        File log = directory.resolve("ffmpeg.log").toFile();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(() -> Files.exists(log.toPath()) ? read(log) : "")
                .isZero();
    }

    private static String read(File log) {
        try {
            return Files.readString(log.toPath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
