package dev.rucksack.encoder.ffmpeg;

import dev.rucksack.encoder.broadcast.Stills;
import dev.rucksack.encoder.frame.PictureSize;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Decodes a picture with an ffmpeg of its own, for whatever it holds. That ffmpeg ends by itself, or is killed after five seconds. */
public final class StillDecoder implements Stills {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Workshop workshop;

    public StillDecoder(Workshop workshop) {
        this.workshop = workshop;
    }

    @Override
    public ByteBuffer read(Path file, PictureSize size) throws IOException {
        Child child = workshop.children()
                .start(
                        new ChildCommand(
                                "slate",
                                CaptureCommands.still(workshop.program(), file.toString(), size),
                                StopLaw.TERM,
                                ChildCommand.Output.CALLER),
                        new ChildListener() {});
        child.onExit().orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).whenComplete((exit, late) -> child.kill());
        byte[] picture = child.output().readNBytes(size.frameBytes());
        child.kill();
        child.onExit().join();
        if (picture.length < size.frameBytes()) {
            List<String> words = child.lastWords();
            throw new IOException(words.isEmpty() ? "ffmpeg said nothing" : words.get(words.size() - 1));
        }
        return ByteBuffer.wrap(picture);
    }
}
