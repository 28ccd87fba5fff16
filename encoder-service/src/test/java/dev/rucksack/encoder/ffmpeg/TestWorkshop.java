package dev.rucksack.encoder.ffmpeg;

import dev.rucksack.encoder.stream.RestartPolicy;
import dev.rucksack.lab.ffmpeg.FfmpegBinary;
import java.io.IOException;

/** A workshop with this machine's ffmpeg. */
public final class TestWorkshop {

    private TestWorkshop() {}

    public static Workshop of(Children children, SocketDirectory sockets) throws IOException {
        return new Workshop(
                FfmpegProgram.at(FfmpegBinary.locate().toString()),
                children,
                sockets,
                RestartPolicy.PROCESS,
                System::nanoTime);
    }
}
