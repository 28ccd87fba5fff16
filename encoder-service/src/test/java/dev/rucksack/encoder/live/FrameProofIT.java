package dev.rucksack.encoder.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.rucksack.lab.camera.FrameRange;
import dev.rucksack.lab.camera.LabCamera;
import dev.rucksack.lab.ffmpeg.FfmpegBinary;
import dev.rucksack.lab.ingest.LabIngest;
import dev.rucksack.lab.reader.FrameReader;
import dev.rucksack.lab.reader.Reading;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * The proof from outside: every frame says its number, and the numbers missing in what the ingest recorded are as many as the
 * counters say, for each process that is killed. A camera that is opened anew comes in anywhere between two frames of its
 * clock, which is all that is known of what it lost meanwhile: there the count may be one off.
 */
class FrameProofIT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "encoder,    rawvideo,     libx264,  0, 1",
        "publisher,  -fpre,        -copyts,  0, 2",
        "capture,    yuv4mpegpipe, -i,       1, 1",
        "microphone, pcm_s16le,    nobuffer, 0, 1",
    })
    void whatIsMissingAtTheIngestIsWhatTheCountersSay(
            String name, String word, String another, long slack, int sessions) throws Exception {
        try (LabCamera camera = LabCamera.start(640, 360, "30");
                LabIngest ingest = LabIngest.start(directory.resolve("ingest"));
                Pack pack = new Pack(directory.resolve("home"), settings(camera, ingest))) {
            pack.key("live_frame_proof");
            pack.awaitReport("camera and microphone", FrameProofIT::bothDeliver);
            pack.order("live");
            pack.awaitState("live");
            Start start = calm(pack, camera);
            JsonNode before = start.report;
            long from = start.from;
            List<ProcessHandle> victims = Pack.children(word, another);
            assertThat(victims).as(name).isNotEmpty();
            victims.forEach(ProcessHandle::destroyForcibly);
            pack.awaitReport(
                    "live again",
                    report -> report.get("state").asString().equals("live")
                            && bothDeliver(report)
                            && Pack.frames(report, "acknowledged") > Pack.frames(before, "acknowledged") + 90);
            Start stop = calm(pack, camera);
            JsonNode after = stop.report;
            TimeUnit.SECONDS.sleep(1);
            pack.order("idle");
            Pack.assertBalanced(pack.awaitState("idle"));
            Reading reading = read(ingest);
            Tally recorded = tally(reading, from, stop.from);
            long repeated = change(before, after, "repeated") + change(before, after, "slate");
            long droppedTicks = dropped(before, after, "encode") + dropped(before, after, "uplink");
            assertThat(reading.undecodable()).isEmpty();
            assertThat(ingest.recordings()).as("sessions").hasSize(sessions);
            assertThat(recorded.missing)
                    .as("missing numbers; before %s, after %s", before.get("frames"), after.get("frames"))
                    .isCloseTo(
                            dropped(before, after, "capture")
                                    + change(before, after, "surplus")
                                    + droppedTicks
                                    - (repeated - recorded.repeatedOrBlank),
                            within(slack));
        }
    }

    private static Map<String, String> settings(LabCamera camera, LabIngest ingest) {
        Map<String, String> settings = new HashMap<>();
        settings.put("capture.source", "url");
        settings.put("capture.device", camera.videoUrl());
        settings.put("capture.format", "yuv4mpegpipe");
        settings.put("sound.source", "url");
        settings.put("sound.device", camera.soundUrl());
        settings.put("sound.format", "s16le");
        settings.put("destination.service", "custom");
        settings.put("destination.url", ingest.url());
        return settings;
    }

    private static boolean bothDeliver(JsonNode report) {
        return report.at("/capture/delivering").asBoolean()
                && report.at("/sound/delivering").asBoolean();
    }

    /** Counters at a moment, and a frame number half a second before it; nothing was lost or repeated around both. */
    private record Start(JsonNode report, long from) {}

    private static Start calm(Pack pack, LabCamera camera) throws Exception {
        Start[] start = new Start[1];
        await("a second without loss or repeat").atMost(Duration.ofSeconds(90)).until(() -> {
            JsonNode first = pack.report();
            TimeUnit.MILLISECONDS.sleep(500);
            long from = lastSent(camera);
            TimeUnit.MILLISECONDS.sleep(500);
            JsonNode second = pack.report();
            start[0] = new Start(second, from);
            return irregular(first) == irregular(second);
        });
        return start[0];
    }

    private static long irregular(JsonNode report) {
        return Pack.lost(report) + Pack.frames(report, "repeated") + Pack.frames(report, "slate");
    }

    private record Tally(long missing, long repeatedOrBlank) {}

    /** Of all numbers above {@code from} and up to {@code to}. */
    private static Tally tally(Reading reading, long from, long to) {
        Set<Long> seen = new HashSet<>();
        long again = 0;
        long last = -1;
        for (Reading.Frame frame : reading.frames()) {
            Long number = frame.number();
            last = number == null ? last : number;
            boolean within = last > from && last <= to;
            if (within && (number == null || !seen.add(number))) {
                again++;
            }
        }
        return new Tally(to - from - seen.size(), again);
    }

    /** All sessions as one; what a later one was sent again, it has under the timestamps of the earlier one. */
    private static Reading read(LabIngest ingest) throws Exception {
        await().atMost(Pack.SOON)
                .until(() -> !ingest.isConnected() && !ingest.recordings().isEmpty());
        List<Reading.Frame> frames = new ArrayList<>();
        for (Path recording : ingest.recordings()) {
            List<Reading.Frame> next =
                    new FrameReader(FfmpegBinary.locate()).read(recording).frames();
            frames.addAll(next.subList(overlap(frames, next), next.size()));
        }
        return new Reading(frames, List.of());
    }

    /** How many frames at the beginning of {@code next} are the end of {@code before}, sent again. */
    private static int overlap(List<Reading.Frame> before, List<Reading.Frame> next) {
        List<String> one = numbers(before);
        List<String> two = numbers(next);
        for (int length = Math.min(one.size(), two.size()); length > 0; length--) {
            if (one.subList(one.size() - length, one.size()).equals(two.subList(0, length))) {
                return length;
            }
        }
        return 0;
    }

    private static List<String> numbers(List<Reading.Frame> frames) {
        return frames.stream().map(frame -> String.valueOf(frame.number())).toList();
    }

    private static long lastSent(LabCamera camera) {
        List<FrameRange> sent = camera.sent();
        return sent.get(sent.size() - 1).last();
    }

    private static long change(JsonNode before, JsonNode after, String name) {
        return Pack.frames(after, name) - Pack.frames(before, name);
    }

    private static long dropped(JsonNode before, JsonNode after, String stage) {
        return after.at("/frames/dropped/" + stage).asLong()
                - before.at("/frames/dropped/" + stage).asLong();
    }
}
