package dev.rucksack.encoder.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rucksack.lab.camera.FrameRange;
import dev.rucksack.lab.camera.LabCamera;
import dev.rucksack.lab.ffmpeg.FfmpegBinary;
import dev.rucksack.lab.ingest.LabIngest;
import dev.rucksack.lab.reader.FrameReader;
import dev.rucksack.lab.reader.Reading;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * The proof from outside: every frame says its number, and the numbers missing in what the ingest recorded are as many as the
 * counters say, for each process that is killed.
 */
class FrameProofIT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "encoder,   rawvideo, libx264",
        "publisher, -fpre,    -copyts",
        "capture,   yuv4mpegpipe, -i",
    })
    void whatIsMissingAtTheIngestIsWhatTheCountersSay(String name, String word, String another) throws Exception {
        try (LabCamera camera = LabCamera.start(640, 360, "30");
                LabIngest ingest = LabIngest.start(directory.resolve("ingest"));
                Pack pack = new Pack(directory.resolve("home"), settings(camera, ingest))) {
            pack.key("live_frame_proof");
            pack.awaitReport(
                    "camera", report -> report.at("/capture/delivering").asBoolean());
            pack.order("live");
            pack.awaitState("live");
            JsonNode before = pack.awaitCalm();
            long from = lastSent(camera);
            List<ProcessHandle> victims = Pack.children(word, another);
            assertThat(victims).as(name).isNotEmpty();
            victims.forEach(ProcessHandle::destroyForcibly);
            pack.awaitReport(
                    "live again",
                    report -> report.get("state").asString().equals("live")
                            && Pack.frames(report, "acknowledged") > Pack.frames(before, "acknowledged") + 90);
            pack.awaitCalm();
            pack.order("idle");
            JsonNode after = pack.awaitState("idle");
            Pack.assertBalanced(after);
            Reading reading = read(ingest);
            Tally recorded = tally(reading, from);
            long repeated = change(before, after, "repeated") + change(before, after, "slate");
            long droppedTicks = dropped(before, after, "encode") + dropped(before, after, "uplink");
            assertThat(reading.undecodable()).isEmpty();
            assertThat(recorded.missing)
                    .as("missing numbers; before %s, after %s", before.get("frames"), after.get("frames"))
                    .isEqualTo(dropped(before, after, "capture")
                            + change(before, after, "surplus")
                            + droppedTicks
                            - (repeated - recorded.repeatedOrBlank));
        }
    }

    private static Map<String, String> settings(LabCamera camera, LabIngest ingest) {
        Map<String, String> settings = new HashMap<>();
        settings.put("capture.source", "url");
        settings.put("capture.device", camera.videoUrl());
        settings.put("capture.format", "yuv4mpegpipe");
        settings.put("sound.source", "none");
        settings.put("destination.service", "custom");
        settings.put("destination.url", ingest.url());
        return settings;
    }

    private record Tally(long missing, long repeatedOrBlank) {}

    /** Of all numbers above {@code from}, over every session's recording. */
    private static Tally tally(Reading reading, long from) {
        Set<Long> seen = new HashSet<>();
        long highest = from;
        long again = 0;
        long last = -1;
        for (Reading.Frame frame : reading.frames()) {
            Long number = frame.number();
            if (number == null) {
                again += last > from ? 1 : 0;
                continue;
            }
            last = number;
            if (number > from && !seen.add(number)) {
                again++;
            }
            highest = Math.max(highest, number);
        }
        return new Tally(highest - from - seen.size(), again);
    }

    private static Reading read(LabIngest ingest) throws Exception {
        await().atMost(Pack.SOON)
                .until(() -> !ingest.isConnected() && !ingest.recordings().isEmpty());
        java.util.ArrayList<Reading.Frame> frames = new java.util.ArrayList<>();
        for (Path recording : ingest.recordings()) {
            frames.addAll(new FrameReader(FfmpegBinary.locate()).read(recording).frames());
        }
        return new Reading(frames, List.of());
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
