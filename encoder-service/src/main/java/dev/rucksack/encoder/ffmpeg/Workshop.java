package dev.rucksack.encoder.ffmpeg;

import dev.rucksack.encoder.stream.RestartPolicy;
import java.util.function.LongSupplier;

/**
 * What everyone needs who runs an ffmpeg.
 *
 * @param nanos the machine's monotonic clock, the same for all that is timed
 */
public record Workshop(
        FfmpegProgram program,
        Children children,
        SocketDirectory sockets,
        RestartPolicy restarts,
        LongSupplier nanos) {}
