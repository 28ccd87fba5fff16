package dev.rucksack.lab.scenario;

import dev.rucksack.lab.bench.OneLiner;
import dev.rucksack.lab.camera.LabCamera;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What there was before: one ffmpeg from camera to ingest, plain or with what stock ffmpeg has against a bad link. */
enum Original {
    ONE_LINER("one-liner") {
        @Override
        List<String> output(String url, Path recording) {
            return List.of("-f", "flv", url);
        }
    },

    /** The {@code tee} and {@code fifo} muxers, which try again and record beside the stream. */
    TEE_FIFO("tee+fifo") {
        @Override
        List<String> output(String url, Path recording) {
            // Without rw_timeout an RTMP output never comes back
            String stream = "[f=fifo:fifo_format=flv:attempt_recovery=1:recover_any_error=1:drop_pkts_on_overflow=1"
                    + ":recovery_wait_time=1:queue_size=300:format_opts=rw_timeout=8000000]" + url;
            return List.of("-flags", "+global_header", "-f", "tee", stream + "|[f=flv]" + recording);
        }
    };

    private final String title;

    Original(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    abstract List<String> output(String url, Path recording);

    Process start(LabCamera camera, RigSettings settings, String url, Path directory) throws IOException {
        List<String> command =
                new ArrayList<>(OneLiner.fromCamera(camera, settings.rate(), settings.videoBitsPerSecond()));
        command.addAll(output(url, directory.resolve(title + "-" + System.nanoTime() + ".flv")));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve(title + ".log").toFile()))
                .start();
    }

    /** As its users did: TERM, and KILL when it does not listen. */
    static void end(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(15, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
