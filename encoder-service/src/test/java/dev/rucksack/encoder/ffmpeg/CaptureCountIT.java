package dev.rucksack.encoder.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rucksack.encoder.frame.CaptureLoss;
import dev.rucksack.encoder.frame.FrameRate;
import dev.rucksack.encoder.frame.PictureSize;
import dev.rucksack.encoder.stream.RestartPolicy;
import dev.rucksack.lab.ffmpeg.FfmpegBinary;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the capture process gives is what came, no picture more. The source has timestamps, as a V4L2 camera has: a gap shows in
 * them, and ffmpeg would fill it. Raw pictures by address have none but their number; there is no gap to be filled.
 */
@Timeout(60)
class CaptureCountIT {

    private static final PictureSize SIZE = new PictureSize(320, 180);
    private static final FrameRate RATE = FrameRate.of(30);
    private static final int MADE = 240;

    /** Every third of the first 150; whole afterwards, until what is lost is told from what is late. */
    private static final int LOST = 50;

    private static final String SOURCE =
            "testsrc2=size=320x180:rate=30:duration=8,select='if(lt(n\\,150)\\,mod(n+1\\,3)\\,1)'";

    @TempDir
    Path dir;

    private final Children children = new Children(ChildRegistry.NONE, line -> line);
    private final SocketDirectory sockets = new SocketDirectory();
    private final CaptureLoss loss = new CaptureLoss(RATE);
    private long missing;

    @AfterEach
    void nothingIsLeft() {
        children.close();
        sockets.close();
        assertThat(children.count()).isZero();
    }

    @Test
    void everyThirdFrameLostIsACaptureDropOneToOne() throws Exception {
        assertThat(pictures(FfmpegProgram.at(FfmpegBinary.locate().toString()))).isEqualTo(MADE - LOST);
        assertThat(missing).isEqualTo(LOST);
    }

    @Test
    void withoutPassthroughThereWouldBeMorePicturesThanWereMade() throws Exception {
        FfmpegProgram real = FfmpegProgram.at(FfmpegBinary.locate().toString());
        Path without = Files.writeString(dir.resolve("ffmpeg"), """
                #!/bin/sh
                for word; do
                  shift
                  case $word in -fps_mode | -vsync | passthrough) ;; *) set -- "$@" "$word" ;; esac
                done
                exec %s "$@"
                """.formatted(real.path()));
        Files.setPosixFilePermissions(without, PosixFilePermissions.fromString("rwx------"));
        assertThat(pictures(new FfmpegProgram(without.toString(), real.major(), real.minor())))
                .isGreaterThan(MADE);
    }

    /** By our own command, until the source ends or there are more than it can have made. */
    private int pictures(FfmpegProgram program) throws IOException {
        var workshop = new Workshop(program, children, sockets, RestartPolicy.PROCESS, System::nanoTime);
        var listener = new ChildListener() {};
        ByteBuffer picture = ByteBuffer.allocateDirect(SIZE.frameBytes());
        int count = 0;
        try (CaptureProcess process = CaptureProcess.start(
                workshop,
                "capture",
                CaptureCommands.lavfi(SOURCE),
                new CaptureProcess.Wanted(SIZE, false, false),
                listener)) {
            while (count <= MADE) {
                if (process.readPicture(picture, 100)) {
                    count++;
                    picture.clear();
                    loss.arrived(System.nanoTime());
                }
                missing = loss.missing(System.nanoTime());
            }
        } catch (EOFException e) {
            return count;
        }
        return count;
    }
}
