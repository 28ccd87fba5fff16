package dev.rucksack.encoder.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.rucksack.lab.camera.LabCamera;
import dev.rucksack.lab.ffmpeg.FfmpegBinary;
import dev.rucksack.lab.ingest.LabIngest;
import dev.rucksack.lab.reader.FrameReader;
import dev.rucksack.lab.reader.Reading;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The camera goes and comes while on air: what viewers get, on one connection. */
class SlateIT {

    private static final int RATE = 30;

    @TempDir
    Path directory;

    @Test
    void viewersSeeTheSlateOnTheSameConnectionAndThenThePictureAgain() throws Exception {
        try (LabCamera camera = LabCamera.start(640, 360, Integer.toString(RATE));
                LabIngest ingest = LabIngest.start(directory.resolve("ingest"));
                Pack pack = new Pack(
                        directory.resolve("home"),
                        Map.of(
                                "capture.source", "url",
                                "capture.device", camera.videoUrl(),
                                "capture.format", "yuv4mpegpipe",
                                "sound.source", "none",
                                "destination.service", "custom",
                                "destination.url", ingest.url()))) {
            pack.key("live_slate");
            pack.awaitReport(
                    "camera", report -> report.at("/capture/delivering").asBoolean());
            assertThat(pack.http.put("/api/slate", blue(), "image/png").statusCode())
                    .isEqualTo(204);
            pack.order("live");
            pack.awaitState("live");
            camera.videoAway(true);
            JsonNode slate = pack.awaitState("slate");
            assertThat(slate.get("onAir").asBoolean()).isTrue();
            assertThat(slate.at("/capture/delivering").asBoolean()).isFalse();
            JsonNode told = pack.awaitReport(
                    "caution",
                    report -> report.at("/cautions/0/code").asString("").startsWith("camera-"));
            assertThat(told.at("/cautions/0/sentence").asString()).contains("Viewers see the slate");
            BufferedImage seen = ImageIO.read(
                    new ByteArrayInputStream(pack.http.bytes("/api/picture").body()));
            Color middle = new Color(seen.getRGB(seen.getWidth() / 2, seen.getHeight() / 2));
            assertThat(middle.getBlue()).as("the operator's own").isGreaterThan(200);
            assertThat(pack.http.delete("/api/slate").statusCode()).isEqualTo(204);
            pack.awaitReport(
                    "two seconds of slate", report -> Pack.frames(report, "slate") > Pack.frames(slate, "slate") + 60);
            camera.videoAway(false);
            JsonNode back = pack.awaitState("live");
            pack.awaitReport(
                    "picture", report -> Pack.frames(report, "acknowledged") > Pack.frames(back, "encoded") + 60);
            pack.order("idle");
            JsonNode idle = pack.awaitState("idle");
            Pack.assertBalanced(idle);
            assertThat(idle.at("/uplink/reconnects").asLong()).isZero();
            assertThat(ingest.connections()).isEqualTo(1);
            await().atMost(Pack.SOON)
                    .until(() -> !ingest.isConnected() && !ingest.recordings().isEmpty());
            Reading reading = new FrameReader(FfmpegBinary.locate())
                    .read(ingest.recordings().get(0));
            assertThat(missing(reading))
                    .as("frames missing in the stream's time, but for those that a busy computer lost and counted")
                    .isLessThanOrEqualTo(idle.at("/frames/dropped/encode").asLong()
                            + idle.at("/frames/dropped/uplink").asLong());
            assertThat(reading.blankCount()).isEqualTo(Pack.frames(idle, "slate"));
        }
    }

    private static byte[] blue() throws Exception {
        var image = new BufferedImage(320, 180, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                image.setRGB(x, y, Color.BLUE.getRGB());
            }
        }
        var out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    private static long missing(Reading reading) {
        List<Reading.Frame> frames = reading.frames();
        long missing = 0;
        for (int i = 1; i < frames.size(); i++) {
            double gap = frames.get(i).seconds() - frames.get(i - 1).seconds();
            long ticks = Math.round(gap * RATE);
            // FLV: milliseconds
            assertThat(gap).as("seconds between two frames").isCloseTo(ticks / (double) RATE, within(0.0017));
            missing += ticks - 1;
        }
        return missing;
    }
}
