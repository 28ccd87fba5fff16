package dev.rucksack.encoder.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rucksack.encoder.flv.FlvReader;
import dev.rucksack.encoder.flv.FlvTag;
import dev.rucksack.encoder.flv.TagPool;
import dev.rucksack.encoder.recording.Disk;
import dev.rucksack.encoder.recording.Part;
import dev.rucksack.encoder.recording.Recorder;
import dev.rucksack.encoder.recording.Recordings;
import dev.rucksack.lab.ffmpeg.FfmpegBinary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is recorded, by real ffmpeg: parts that become MP4, and all of them together as one file. */
class RemuxIT {

    private static final int FRAMES = 180;

    @TempDir
    Path home;

    private final TagPool pool = new TagPool(1 << 20);
    private Children children;
    private Recordings recordings;

    @BeforeEach
    void begin() {
        children = new Children(new ChildrenFile(home.resolve("children.json")), line -> line);
    }

    @AfterEach
    void end() {
        recordings.close();
        children.close();
        assertThat(children.count()).isZero();
    }

    private void open(Duration part, String program) throws IOException {
        Path directory = Files.createDirectories(home.resolve("it's a directory"));
        recordings = new Recordings(
                directory,
                Disk.of(directory),
                () -> 1,
                new FfmpegRemuxer(new FfmpegProgram(program, 0, 0), children),
                Clock.systemUTC(),
                System::nanoTime,
                new Recordings.Limits(part, 32 << 20, Duration.ofMillis(200)));
        recordings.start();
    }

    @Test
    void partsBecomeMp4AndOneFileWithoutAGap() throws Exception {
        open(Duration.ofSeconds(2), FfmpegBinary.locate().toString());
        record(six());
        List<Part> parts = closed("mp4");
        assertThat(parts).extracting(Part::startMillis).first().isIn(0L, 21L);
        assertThat(parts).hasSizeBetween(2, 3);
        int frames = 0;
        for (Part part : parts) {
            List<Double> times = times(part.file(), "v");
            assertThat(times.get(0)).isLessThan(0.1);
            frames += times.size();
            assertThat(head(part.file())).contains("moov").doesNotContain("mdat");
        }
        assertThat(frames).isEqualTo(FRAMES);

        Path whole = home.resolve("whole.mp4");
        try (InputStream joined = recordings.whole(parts).open()) {
            Files.copy(joined, whole);
        }
        assertThat(recordings.whole(parts).bytes()).isEqualTo(Files.size(whole));
        try (InputStream again = recordings.whole(parts).open()) {
            assertThat(again).hasBinaryContent(Files.readAllBytes(whole));
        }
        List<Double> times = times(whole, "v");
        assertThat(times).hasSize(FRAMES);
        for (int i = 1; i < times.size(); i++) {
            assertThat(times.get(i) - times.get(i - 1)).as("frame %d", i).isBetween(0.0325, 0.0345);
        }
        List<Double> sound = times(whole, "a");
        assertThat(sound.get(sound.size() - 1)).isBetween(5.8, 6.1);
        for (int i = 1; i < sound.size(); i++) {
            assertThat(sound.get(i) - sound.get(i - 1)).as("sound %d", i).isBetween(0.019, 0.0235);
        }
    }

    @Test
    void aFileCutAnywhereIsMendedAndPlays() throws Exception {
        open(Duration.ofMinutes(10), "no-such-ffmpeg");
        record(six());
        recordings.close();
        Path flv = closed("flv").get(0).file();
        try (FileChannel channel = FileChannel.open(flv, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() * 2 / 3);
        }
        open(Duration.ofMinutes(10), FfmpegBinary.locate().toString());
        Part mended = closed("mp4").get(0);
        assertThat(times(mended.file(), "v")).hasSizeBetween(FRAMES / 2, FRAMES - 1);
        assertThat(mended.durationMillis()).isBetween(3000L, 5500L);
    }

    @Test
    void whoeverStopsReadingLeavesNoProcessBehind() throws Exception {
        open(Duration.ofMinutes(10), FfmpegBinary.locate().toString());
        record(six());
        List<Part> parts = closed("mp4");
        try (InputStream joined = recordings.whole(parts).open()) {
            assertThat(joined.read()).isNotNegative();
            assertThat(children.named("remux")).hasSize(1);
        }
        assertThat(children.named("remux")).isEmpty();
    }

    /** As who fetches piece by piece does: the last piece is here before its process has ended. */
    @Test
    void whoComesJustBeforeTheEndOfAnotherWaitsForIt() throws Exception {
        open(Duration.ofMinutes(10), FfmpegBinary.locate().toString());
        record(six());
        List<Part> parts = closed("mp4");
        AtomicReference<Object> next = new AtomicReference<>();
        Thread waiting = new Thread(() -> {
            try (InputStream joined = recordings.whole(parts).open()) {
                next.set(joined.read());
            } catch (IOException e) {
                next.set(e);
            }
        });
        try (InputStream joined = recordings.whole(parts).open()) {
            assertThat(joined.read()).isZero();
            waiting.start();
            await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING || next.get() != null);
            assertThat(next.get()).isNull();
        }
        waiting.join();
        assertThat(next.get()).isEqualTo(0);
    }

    private void record(Path flv) throws IOException {
        try (FileChannel channel = FileChannel.open(flv);
                Recorder recorder = recordings.open()) {
            FlvReader reader = new FlvReader(channel, pool);
            for (FlvTag tag = reader.next(); tag != null; tag = reader.next()) {
                recorder.tag(tag);
                tag.release();
            }
        }
    }

    private List<Part> closed(String format) {
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            List<Part> parts = recordings.parts();
            return !parts.isEmpty()
                    && parts.stream().allMatch(part -> part.format().equals(format));
        });
        return recordings.parts();
    }

    /** Six seconds in groups of one. */
    private Path six() throws Exception {
        Path file = home.resolve("six.flv");
        run("-f lavfi -i testsrc2=size=320x180:rate=30 -f lavfi -i sine=sample_rate=48000 -t 6 -c:v libx264"
                + " -preset ultrafast -tune zerolatency -bf 0 -g 30 -c:a aac -flvflags no_duration_filesize -f flv "
                + file);
        return file;
    }

    /** When each packet is shown, after all of the file was decoded without a message. */
    private List<Double> times(Path file, String kind) throws Exception {
        Path copy = home.resolve("read.mp4");
        Files.copy(file, copy, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThat(run("-i " + copy + " -f null -")).isEmpty();
        List<Double> times = new ArrayList<>();
        Path list = home.resolve("packets.txt");
        run("-i " + copy + " -map 0:" + kind + ":0 -c copy -copyts -f framecrc -y " + list);
        double base = 0;
        for (String line : Files.readAllLines(list)) {
            if (line.startsWith("#tb 0:")) {
                String[] fraction = line.substring(line.indexOf(':') + 1).trim().split("/");
                base = Double.parseDouble(fraction[0]) / Double.parseDouble(fraction[1]);
            } else if (!line.startsWith("#")) {
                times.add(Long.parseLong(line.split(",")[2].trim()) * base);
            }
        }
        return times;
    }

    private String run(String arguments) throws Exception {
        Path said = home.resolve("said.txt");
        List<String> command = new ArrayList<>(List.of(FfmpegBinary.locate().toString(), "-v", "error", "-nostdin"));
        Stream.of(arguments.split(" ")).forEach(command::add);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(process.waitFor())
                .as("%s: %s", arguments, Files.readString(said))
                .isZero();
        return Files.readString(said);
    }

    private static String head(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(60), java.nio.charset.StandardCharsets.ISO_8859_1);
        }
    }
}
