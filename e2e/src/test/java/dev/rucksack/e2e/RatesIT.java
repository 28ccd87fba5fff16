package dev.rucksack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rucksack.lab.camera.LabCamera;
import dev.rucksack.lab.ffmpeg.FfmpegBinary;
import dev.rucksack.lab.ingest.LabIngest;
import dev.rucksack.lab.reader.FrameReader;
import dev.rucksack.lab.reader.Reading;
import dev.rucksack.lab.scenario.Books;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sizes and rates that people stream with, and cameras of other rates: what arrives has the size, stands on the rate's grid, and is as fast as life. */
@Tag("installed")
class RatesIT {

    @TempDir
    static Path directory;

    private static Product product;

    @BeforeAll
    static void start() {
        product = Product.start(directory, Map.of("RUCKSACK_SOUND_SOURCE", "none", "RUCKSACK_ENCODER_NAME", "libx264"));
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    @ParameterizedTest
    @CsvSource({
        "1280, 720, 24, 24",
        "1280, 720, 50, 25",
        "1280, 720, 60, 60",
        "1280, 720, 25, 30",
        "1920, 1080, 30, 30",
        "1920, 1080, 60000/1001, 30"
    })
    void whatArrives(int width, int height, String cameraRate, int rate) throws Exception {
        Path own = directory.resolve(width + "-" + cameraRate.replace('/', '-') + "-" + rate);
        try (LabCamera camera = LabCamera.start(width, height, cameraRate);
                LabIngest ingest = LabIngest.start(own)) {
            product.settings(Map.of(
                    "capture",
                    Map.of(
                            "source",
                            "url",
                            "device",
                            camera.videoUrl(),
                            "format",
                            "yuv4mpegpipe",
                            "width",
                            width,
                            "height",
                            height,
                            "rate",
                            String.valueOf(rate)),
                    "destination",
                    Map.of("service", "custom", "url", ingest.url())));
            product.key("live_rates");
            Awaitility.await("the camera delivers")
                    .atMost(Product.PATIENCE)
                    .until(() -> product.report().at("/capture/delivering").asBoolean());
            long before = Books.of(product.report()).acknowledged();
            product.order("live");
            Awaitility.await("four seconds of it")
                    .atMost(Product.PATIENCE)
                    .until(() -> Books.of(product.report()).acknowledged() > before + 4L * rate);
            product.order("idle");
            Awaitility.await("it is written")
                    .atMost(Product.PATIENCE)
                    .until(() -> product.state().equals("idle")
                            && !ingest.isConnected()
                            && !ingest.recordings().isEmpty());
            Path recording = ingest.recordings().get(0);

            assertThat(described(recording)).contains(" " + width + "x" + height);
            List<Reading.Frame> frames =
                    new FrameReader(FfmpegBinary.locate()).read(recording).frames();
            Reading.Frame first = frames.get(0);
            Reading.Frame last = frames.get(frames.size() - 1);
            assertThat(frames).allSatisfy(frame -> {
                double ticks = (frame.seconds() - first.seconds()) * rate;
                assertThat(ticks)
                        .as("ticks after the first")
                        .isCloseTo(Math.rint(ticks), within(0.1)); // FLV: milliseconds
            });
            double seen = (last.number() - first.number()) / (last.seconds() - first.seconds());
            assertThat(seen)
                    .as("frames of the camera a second of the stream")
                    .isCloseTo(rateOf(cameraRate), within(rateOf(cameraRate) * 0.03));
        }
    }

    private static double rateOf(String rate) {
        String[] terms = rate.split("/");
        return Double.parseDouble(terms[0]) / (terms.length == 1 ? 1 : Double.parseDouble(terms[1]));
    }

    private static String described(Path file) throws Exception {
        Process ffmpeg = new ProcessBuilder(FfmpegBinary.locate().toString(), "-hide_banner", "-i", file.toString())
                .redirectErrorStream(true)
                .start();
        try (var said = ffmpeg.getInputStream()) {
            return new String(said.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
