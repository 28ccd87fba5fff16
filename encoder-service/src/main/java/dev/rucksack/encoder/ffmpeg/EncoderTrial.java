package dev.rucksack.encoder.ffmpeg;

import dev.rucksack.encoder.frame.Rendition;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out what {@code auto} means on this machine: the hardware encoder if a second of it gives frames, else software. */
public final class EncoderTrial {

    public static final String HARDWARE = "h264_v4l2m2m";
    public static final String SOFTWARE = "libx264";
    private static final Logger log = LoggerFactory.getLogger(EncoderTrial.class);
    private static final Duration PATIENCE = Duration.ofSeconds(6);

    private final FfmpegProgram program;
    private final Children children;
    private final Duration patience;

    public EncoderTrial(FfmpegProgram program, Children children) {
        this(program, children, PATIENCE);
    }

    /** @param patience how long the second may take */
    EncoderTrial(FfmpegProgram program, Children children, Duration patience) {
        this.program = program;
        this.children = children;
        this.patience = patience;
    }

    /** The encoder to use for this rendition, whatever its own encoder says. Blocks for up to six seconds. */
    public String choose(Rendition rendition) {
        boolean works = gives(new Rendition(
                HARDWARE,
                rendition.size(),
                rendition.rate(),
                rendition.videoBitsPerSecond(),
                rendition.audioBitsPerSecond()));
        String chosen = works ? HARDWARE : SOFTWARE;
        log.info("Encoder: {}", chosen);
        return chosen;
    }

    /** Whether a second of this rendition yields frames. */
    boolean gives(Rendition rendition) {
        var frames = new AtomicInteger();
        var listener = new ChildListener() {
            @Override
            public void outputLine(String line) {
                if (line.startsWith("frame=")) {
                    frames.set(
                            Integer.parseInt(line.substring("frame=".length()).strip()));
                }
            }
        };
        try {
            Child child = children.start(
                    new ChildCommand(
                            "encoder-trial",
                            EncoderCommands.trial(program, rendition),
                            StopLaw.TERM,
                            ChildCommand.Output.LINES),
                    listener);
            try {
                ChildExit exit = child.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
                return exit.code() == 0 && frames.get() >= rendition.rate().framesPerSecond() / 2;
            } finally {
                child.kill();
            }
        } catch (IOException | ExecutionException | TimeoutException e) {
            log.info("{} does not work here: {}", rendition.encoder(), e.toString());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
