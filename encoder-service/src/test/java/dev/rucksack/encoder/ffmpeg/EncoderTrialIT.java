package dev.rucksack.encoder.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rucksack.encoder.frame.FrameRate;
import dev.rucksack.encoder.frame.PictureSize;
import dev.rucksack.encoder.frame.Rendition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code auto} means, by scripts in ffmpeg's place: no machine that runs these tests has the Pi's encoder. */
@Timeout(60)
class EncoderTrialIT {

    private static final Rendition RENDITION =
            new Rendition("auto", new PictureSize(1280, 720), FrameRate.of(30), 3_000_000, 128_000);

    @TempDir
    Path dir;

    private final Children children = new Children(ChildRegistry.NONE, line -> line);

    @AfterEach
    void nothingIsLeft() {
        children.close();
        assertThat(children.count()).isZero();
    }

    static Stream<Arguments> programs() {
        return Stream.of(
                Arguments.of("gives a second of frames", "h264_v4l2m2m", 20, """
                        echo frame=7; echo progress=continue; echo frame=30; echo progress=end"""),
                Arguments.of("gives fewer than half", "libx264", 20, "echo frame=14; echo progress=end"),
                Arguments.of("ends well without a frame", "libx264", 20, "echo frame=0; echo progress=end"),
                Arguments.of("cannot open the encoder", "libx264", 20, """
                        echo 'Could not find a valid device' >&2; exit 1"""),
                Arguments.of("breaks down after its frames", "libx264", 20, "echo frame=30; exit 1"),
                Arguments.of("hangs after its frames", "libx264", 1, "echo frame=30; exec sleep 600"));
    }

    @ParameterizedTest(name = "one that {0}: {1}")
    @MethodSource("programs")
    void theHardwareIsChosenIfASecondOfItGivesFrames(String does, String chosen, int patience, String script)
            throws IOException {
        // asked for anything but a trial of the hardware it fails: nothing else may be tried
        Path ffmpeg = Files.writeString(
                dir.resolve("ffmpeg"), "#!/bin/sh\ncase \"$*\" in *h264_v4l2m2m*) ;; *) exit 9 ;; esac\n" + script);
        Files.setPosixFilePermissions(ffmpeg, PosixFilePermissions.fromString("rwx------"));
        var trial =
                new EncoderTrial(new FfmpegProgram(ffmpeg.toString(), 5, 1), children, Duration.ofSeconds(patience));
        assertThat(trial.choose(RENDITION)).isEqualTo(chosen);
    }
}
