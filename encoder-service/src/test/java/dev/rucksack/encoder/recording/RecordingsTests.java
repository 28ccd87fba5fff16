package dev.rucksack.encoder.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rucksack.encoder.flv.FlvMeasure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingsTests {

    private static final Instant BEGAN = Instant.parse("2026-11-24T23:15:02.7Z");

    @TempDir
    Path home;

    private final AtomicLong free = new AtomicLong(10_000_000_000L);
    private final CopyingRemuxer remuxer = new CopyingRemuxer();
    private Recordings recordings;

    /** An MP4 is a copy here: what becomes of files is what matters. */
    private static final class CopyingRemuxer implements Remuxer {

        volatile boolean works = true;

        @Override
        public void remux(Path flv, Path mp4, long tags) throws IOException {
            if (!works) {
                Files.writeString(mp4, "half of it");
                throw new IOException("it does not work");
            }
            Files.copy(flv, mp4);
        }

        @Override
        public InputStream join(String list) {
            return new ByteArrayInputStream(list.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
    }

    private Path directory() {
        return home.resolve("recordings");
    }

    private void open(Duration part) {
        recordings = new Recordings(
                directory(),
                () -> new Disk.Space(free.get(), 64_000_000_000L),
                () -> 0,
                remuxer,
                Clock.fixed(BEGAN, ZoneOffset.UTC),
                System::nanoTime,
                new Recordings.Limits(part, 1 << 20, Duration.ofMillis(200)));
        recordings.start();
    }

    @AfterEach
    void close() {
        recordings.close();
    }

    @Test
    void partsBeginAtKeyframesAndTimesGoOn() throws IOException {
        open(Duration.ofSeconds(2));
        Tags tags;
        try (Recorder recorder = recordings.open()) {
            tags = new Tags(recorder);
            tags.frame(); // lies before the headers: no part can begin with it
            tags.headers(100);
            tags.seconds(6);
        }
        assertThat(tags.pool.lentBytes()).isLessThan(2000); // the frame above
        awaitClosed(3);
        List<Part> parts = recordings.parts();
        assertThat(parts).extracting(Part::id).containsExactly("00001-001", "00001-002", "00001-003");
        assertThat(parts).extracting(Part::startMillis).containsExactly(1000L, 3000L, 5000L);
        assertThat(parts).extracting(Part::durationMillis).containsExactly(1930L, 1930L, 1030L);
        assertThat(parts).extracting(Part::began).containsOnly(Instant.parse("2026-11-24T23:15:02Z"));
        assertThat(files())
                .containsExactly(
                        "00001-001_20261124T231502Z_1000+1930.mp4",
                        "00001-002_20261124T231502Z_3000+1930.mp4",
                        "00001-003_20261124T231502Z_5000+1030.mp4");
        assertThat(new String(recordings.whole(parts).open().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("duration 2.000\nfile 'file:" + parts.get(1).file() + "'\nduration 2.000\n");
        RecordingReport report = recordings.report();
        assertThat(report.session()).isNull();
        assertThat(report.framesTotal() + report.framesLost()).isEqualTo(60);
        assertThat(report.framesLost()).isEqualTo(9);
        assertThat(report.bytesTotal()).isEqualTo(sizes());
    }

    @Test
    void anotherHeaderBeginsAnotherPart() throws IOException {
        open(Duration.ofMinutes(10));
        try (Recorder recorder = recordings.open()) {
            Tags tags = new Tags(recorder);
            tags.headers(100);
            tags.seconds(2);
            tags.videoHeader(100);
            tags.seconds(1);
            tags.videoHeader(77);
            tags.seconds(1);
        }
        awaitClosed(2);
        assertThat(recordings.parts()).extracting(Part::startMillis).containsExactly(0L, 3000L);
        assertThat(recordings.report().framesLost()).isZero();
    }

    @Test
    void whatACrashLeftOpenIsFoundAndKeptUpToItsLastWholeTag() throws IOException {
        remuxer.works = false;
        open(Duration.ofMinutes(10));
        try (Recorder recorder = recordings.open()) {
            Tags tags = new Tags(recorder);
            tags.headers(100);
            tags.seconds(3);
        }
        recordings.close();
        Path flv = directory().resolve(files().get(0));
        long whole = Files.size(flv);
        Files.write(flv, new byte[] {9, 0, 16, 0, 0, 0, 0, 0, 0, 0, 0, 23, 1}, StandardOpenOption.APPEND);
        Files.writeString(directory().resolve("00001-001.mp4.new"), "half of it");
        Files.writeString(directory().resolve("00007-001_20261124T231502Z.flv"), "FLV");
        Files.writeString(directory().resolve("mine.txt"), "not theirs");

        remuxer.works = true;
        open(Duration.ofMinutes(10));
        awaitClosed(1);
        assertThat(recordings.parts().get(0).bytes()).isEqualTo(whole);
        assertThat(recordings.parts().get(0).durationMillis()).isEqualTo(2930);
        await().untilAsserted(
                        () -> assertThat(files()).containsExactly("00001-001_20261124T231502Z_0+2930.mp4", "mine.txt"));
        try (Recorder next = recordings.open()) {
            assertThat(next.session()).isEqualTo("00008");
        }
    }

    @Test
    void anFlvWhoseMp4IsWholeGoesAtTheNextStart() throws IOException {
        Files.createDirectories(directory());
        Files.writeString(directory().resolve("00001-001_20261124T231502Z.flv"), "a");
        Files.writeString(directory().resolve("00001-001_20261124T231502Z_0+2930.mp4"), "b");
        open(Duration.ofMinutes(10));
        assertThat(files()).containsExactly("00001-001_20261124T231502Z_0+2930.mp4");
        assertThat(recordings.part("00001-001")).get().extracting(Part::state).isEqualTo(Part.State.CLOSED);
    }

    @Test
    void aDiskThatIsShortLosesItsOldestPartsAndThenTheRecordingStopsUntilThereIsRoom() throws IOException {
        Files.createDirectories(directory());
        for (int hour = 1; hour <= 3; hour++) {
            Files.writeString(directory().resolve("0000" + hour + "-001_20261124T231502Z_0+3600000.mp4"), "an hour");
        }
        open(Duration.ofMinutes(10));
        assertThat(recordings.parts()).hasSize(3);
        free.set(1_900_000_000L);
        await().until(() -> recordings.report().full());
        assertThat(files()).containsExactly("00003-001_20261124T231502Z_0+3600000.mp4");
        try (Recorder recorder = recordings.open()) {
            Tags tags = new Tags(recorder);
            tags.headers(100);
            tags.seconds(2);
            await().until(() -> recordings.report().framesLost() == 20);
            assertThat(recordings.report().writing()).isFalse();
            free.set(3_000_000_000L);
            await().until(() -> !recordings.report().full());
            tags.seconds(2);
            await().until(() -> recordings.report().writing());
            free.set(1_900_000_000L);
            await().until(() -> recordings.report().full());
            tags.seconds(1);
        }
        assertThat(recordings.report().framesTotal()).isEqualTo(20);
        assertThat(recordings.report().framesLost()).isEqualTo(30);
        assertThat(recordings.session("00004")).hasSize(1);
    }

    @Test
    void aWriteThatAFullDiskRefusedIsNoFaultOfItsOwn() throws IOException {
        open(Duration.ofMinutes(10));
        free.set(0);
        recordings.failed(new IOException("No space left on device"));
        await().until(() -> recordings.report().full() && !recordings.report().failed());
        free.set(3_000_000_000L);
        await().until(() -> !recordings.report().full());
        assertThat(recordings.report().failed()).isFalse();
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsSaidAndTriedAgain() throws IOException {
        Files.writeString(directory(), "a file where the directory should be");
        open(Duration.ofMinutes(10));
        assertThat(recordings.report().failed()).isTrue();
        try (Recorder recorder = recordings.open()) {
            Tags tags = new Tags(recorder);
            tags.headers(100);
            tags.seconds(1);
            await().until(() -> recordings.report().framesLost() == 10);
            Files.delete(directory());
            await().until(() -> {
                tags.seconds(1);
                return !recordings.report().failed();
            });
        }
        awaitClosed(1);
    }

    @Test
    void aPartThatCannotBecomeAnMp4StaysWhatItIs() throws IOException {
        remuxer.works = false;
        open(Duration.ofMinutes(10));
        try (Recorder recorder = recordings.open()) {
            Tags tags = new Tags(recorder);
            tags.headers(100);
            tags.seconds(1);
        }
        await().until(() -> recordings.parts().get(0).state() == Part.State.CLOSED);
        assertThat(files()).containsExactly("00001-001_20261124T231502Z.flv");
        assertThat(recordings.parts().get(0).format()).isEqualTo("flv");
    }

    @Test
    void deletingTakesTheFileAndNeverWhatIsBeingRecorded() throws IOException {
        open(Duration.ofSeconds(1));
        try (Recorder recorder = recordings.open()) {
            Tags tags = new Tags(recorder);
            tags.headers(100);
            tags.seconds(2);
            await().until(() ->
                    recordings.parts().size() == 2 && recordings.parts().get(0).state() == Part.State.CLOSED);
            for (Part part : recordings.parts()) {
                recordings.delete(part);
            }
            assertThat(recordings.parts()).extracting(Part::id).containsExactly("00001-002");
        }
        awaitClosed(1);
        recordings.delete(recordings.parts().get(0));
        assertThat(files()).isEmpty();
        assertThat(recordings.part("00001-002")).isEmpty();
    }

    private void awaitClosed(int count) {
        await().until(() -> recordings.parts().size() == count
                && recordings.parts().stream().allMatch(part -> part.state() == Part.State.CLOSED));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private long sizes() throws IOException {
        long sum = 0;
        for (String file : files()) {
            try (FileChannel channel = FileChannel.open(directory().resolve(file))) {
                sum += channel.size();
                assertThat(FlvMeasure.of(channel).wholeBytes()).isEqualTo(channel.size());
            }
        }
        return sum;
    }
}
