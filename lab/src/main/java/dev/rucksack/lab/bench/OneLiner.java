package dev.rucksack.lab.bench;

import dev.rucksack.lab.camera.LabCamera;
import dev.rucksack.lab.ffmpeg.FfmpegBinary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The original: one ffmpeg from camera to ingest, started by the press. Its camera is closed until then, always; same
 * encoder settings as the product's.
 */
public final class OneLiner implements Contender {

    private final LabCamera camera;
    private final BenchSettings settings;
    private String url = "";
    private @Nullable Process process;

    OneLiner(LabCamera camera, BenchSettings settings) {
        this.camera = camera;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "one-liner";
    }

    @Override
    public void standBy(String ingestUrl, Turn.Camera before) {
        url = ingestUrl;
    }

    @Override
    public void press() throws IOException {
        List<String> command = new ArrayList<>(fromCamera(camera, settings.rate(), settings.videoBitsPerSecond()));
        command.addAll(List.of("-f", "flv", url));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** The command up to its output: everything from the camera to coded picture and sound. */
    public static List<String> fromCamera(LabCamera camera, int frameRate, int videoBitsPerSecond) {
        String rate = videoBitsPerSecond / 1000 + "k";
        return List.of(
                FfmpegBinary.locate().toString(),
                "-hide_banner",
                "-nostdin",
                "-loglevel",
                "error",
                "-probesize",
                "32",
                "-analyzeduration",
                "0",
                "-use_wallclock_as_timestamps",
                "1",
                "-thread_queue_size",
                "16",
                "-f",
                "yuv4mpegpipe",
                "-i",
                camera.videoUrl(),
                "-thread_queue_size",
                "512",
                "-use_wallclock_as_timestamps",
                "1",
                "-f",
                "s16le",
                "-ar",
                "48000",
                "-ac",
                "2",
                "-i",
                camera.soundUrl(),
                "-map",
                "0:v",
                "-map",
                "1:a",
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                "-tune",
                "zerolatency",
                "-pix_fmt",
                "yuv420p",
                "-b:v",
                rate,
                "-maxrate",
                rate,
                "-bufsize",
                rate,
                "-g",
                Integer.toString(2 * frameRate),
                "-c:a",
                "aac",
                "-b:a",
                "96k",
                "-af",
                "aresample=async=1");
    }

    @Override
    public void release() throws InterruptedException {
        Process running = process;
        if (running != null) {
            running.destroy();
            if (!running.waitFor(15, TimeUnit.SECONDS)) {
                running.destroyForcibly().waitFor();
            }
            process = null;
        }
    }

    @Override
    public List<ProcessCost> costs() {
        Process running = process;
        return running == null ? List.of() : ProcessCost.tree(running.toHandle());
    }

    @Override
    public void close() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
        }
    }
}
