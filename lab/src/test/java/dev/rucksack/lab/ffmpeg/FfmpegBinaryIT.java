package dev.rucksack.lab.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FfmpegBinaryIT {

    @Test
    void theBundledOneRunsOnAMachineWithNothingButAJdk() throws Exception {
        Path ffmpeg = FfmpegBinary.bundled();

        assertThat(run(ffmpeg, "-version")).startsWith("ffmpeg version 4.4.1");
        assertThat(run(ffmpeg, "-hide_banner", "-encoders")).contains("libx264", " aac ");
    }

    @Test
    void whatIsLocatedRuns() throws Exception {
        assertThat(run(FfmpegBinary.locate(), "-version")).startsWith("ffmpeg version");
    }

    @Test
    void thePropertyForcesTheBundledOne() {
        System.setProperty("rucksack.lab.ffmpeg", "static");
        try {
            assertThat(FfmpegBinary.locate()).isEqualTo(FfmpegBinary.bundled());
        } finally {
            System.clearProperty("rucksack.lab.ffmpeg");
        }
    }

    @Test
    void aDamagedCopyIsReplaced(@TempDir Path directory) throws Exception {
        Path ffmpeg = FfmpegBinary.bundled(directory);
        long size = Files.size(ffmpeg);
        Files.writeString(ffmpeg, "#!/bin/false\n");

        assertThat(FfmpegBinary.bundled(directory)).isEqualTo(ffmpeg).hasSize(size);
        assertThat(directory).isDirectoryContaining(ffmpeg::equals);
    }

    private static String run(Path ffmpeg, String... arguments) throws Exception {
        var command = new ArrayList<String>();
        command.add(ffmpeg.toString());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return output;
    }
}
