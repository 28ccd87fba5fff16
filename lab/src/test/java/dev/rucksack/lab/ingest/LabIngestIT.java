package dev.rucksack.lab.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rucksack.lab.camera.LabCamera;
import dev.rucksack.lab.ffmpeg.FfmpegBinary;
import dev.rucksack.lab.process.Alive;
import dev.rucksack.lab.reader.FrameReader;
import dev.rucksack.lab.reader.Reading;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabIngestIT {

    @TempDir
    Path directory;

    private LabIngest ingest;
    private LabCamera camera;
    private final List<Process> publishers = new ArrayList<>();

    @BeforeEach
    void start() {
        ingest = LabIngest.start(directory.resolve("ingest"));
        camera = LabCamera.start(320, 180, "25");
    }

    @AfterEach
    void stop() {
        publishers.forEach(Process::destroyForcibly);
        camera.close();
        ingest.close();
        assertThat(ProcessHandle.current().descendants().filter(Alive::isRunning))
                .isEmpty();
    }

    @Test
    void itRecordsEachSessionAndShowsWhatAViewerSees() throws Exception {
        assertThat(viewer().statusCode()).isEqualTo(404);
        Process first = publish("key-one");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> ingest.viewerPicture().isPresent());
        assertThat(ingest.isPublishing()).isTrue();
        HttpResponse<byte[]> picture = viewer();
        assertThat(picture.headers().firstValue("content-type")).contains("image/jpeg");
        assertThat(picture.body()).startsWith(0xFF, 0xD8).endsWith(0xFF, 0xD9);
        long sent = ingest.bytes();
        await().until(() -> ingest.bytes() > sent + 100_000);
        stop(first);
        await().until(() -> ingest.recordings().size() == 1);
        assertThat(ingest.isPublishing()).isFalse();

        Process second = publish("key-two");
        await().until(() -> ingest.bytes() > sent + 300_000);
        stop(second);
        await().until(() -> ingest.recordings().size() == 2);

        for (Path recording : ingest.recordings()) {
            Reading reading = new FrameReader().read(recording);
            assertThat(reading.frames()).as(reading.report()).hasSizeGreaterThan(20);
            assertThat(reading.undecodable()).isEmpty();
            assertThat(reading.blankCount()).isZero();
            assertThat(reading.beeps()).isNotEmpty();
        }
    }

    @Test
    void aRefusedKeyEndsThePublisherAndADropAndAShutDoorToo() throws Exception {
        ingest.refuseKey(true);
        Process refused = publish("wrong");
        assertThat(refused.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(refused.exitValue()).isNotZero();
        assertThat(ingest.viewerPicture()).isEmpty();
        ingest.refuseKey(false);

        Process dropped = publish("right");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> ingest.viewerPicture().isPresent());
        ingest.drop();
        assertThat(dropped.waitFor(20, TimeUnit.SECONDS)).isTrue();

        ingest.away(true);
        Process alone = publish("right");
        assertThat(alone.waitFor(20, TimeUnit.SECONDS)).isTrue();
        ingest.away(false);
        publish("right");
        await().atMost(Duration.ofSeconds(20)).until(ingest::isPublishing);
    }

    @Test
    void aNarrowDoorIsFeltAndAFrozenOneTakesNothing() throws Exception {
        publish("right");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> ingest.viewerPicture().isPresent());
        ingest.freeze(true);
        await().until(() -> !ingest.isPublishing());
        assertThat(ingest.isConnected()).isTrue();
        long before = ingest.bytes();
        ingest.narrow(400_000);
        ingest.freeze(false);
        await().until(() -> ingest.bytes() > before);
        long start = System.nanoTime();
        long from = ingest.bytes();
        await().until(() -> ingest.bytes() > from + 100_000);
        assertThat((ingest.bytes() - from) * 8e9 / (System.nanoTime() - start)).isBetween(0.0, 480_000.0);
    }

    private HttpResponse<byte[]> viewer() throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(ingest.viewerUrl())).build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private static void stop(Process process) throws Exception {
        process.getOutputStream().write('q');
        process.getOutputStream().close();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    private Process publish(String key) throws Exception {
        List<String> command = new ArrayList<>(List.of(FfmpegBinary.locate().toString(), "-hide_banner"));
        command.addAll(List.of("-thread_queue_size", "32", "-f", "yuv4mpegpipe", "-use_wallclock_as_timestamps", "1"));
        command.addAll(List.of("-i", camera.videoUrl(), "-thread_queue_size", "512", "-f", "s16le", "-ar", "48000"));
        command.addAll(List.of("-ac", "2", "-use_wallclock_as_timestamps", "1", "-i", camera.soundUrl()));
        command.addAll(
                List.of("-vsync", "passthrough", "-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency"));
        command.addAll(List.of("-b:v", "800k", "-maxrate", "800k", "-bufsize", "800k", "-g", "50", "-c:a", "aac"));
        command.addAll(
                List.of("-af", "aresample=async=1", "-pix_fmt", "yuv420p", "-f", "flv", ingest.url() + "/" + key));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(key + ".log").toFile())
                .start();
        publishers.add(process);
        return process;
    }
}
