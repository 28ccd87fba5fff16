package dev.rucksack.encoder.ffmpeg;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a V4L2 driver says of its input, once a second: ffmpeg does not ask, and takes the noise of a receiver without signal for a
 * picture. Asked is {@code v4l2-ctl} (v4l-utils); where that is not installed nobody knows, and no signal is lost. One child for
 * as long as it watches; it ends with the device, or by TERM.
 */
public final class SignalWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SignalWatch.class);

    /** {@code Video input : 3 (HDMI 000-0: no signal)}: the flags of VIDIOC_ENUMINPUT's status in v4l2-ctl's words. */
    private static final Pattern INPUT = Pattern.compile("Video input *: *\\d+ \\((.*): ([^:)]+)\\)");

    private static final Pattern LOST = Pattern.compile("no (signal|power|sync lock|hsync lock|vsync lock)");
    private static final String LOOP = "while v4l2-ctl -d \"$0\" --get-input; do sleep 1; done";

    private final Child child;
    private volatile boolean lost;

    /** @throws IOException if no child can be started */
    public SignalWatch(Workshop workshop, String device) throws IOException {
        var listener = new ChildListener() {
            @Override
            public void outputLine(String line) {
                hear(line);
            }
        };
        child = workshop.children()
                .start(
                        new ChildCommand(
                                "signal", List.of("sh", "-c", LOOP, device), StopLaw.TERM, ChildCommand.Output.LINES),
                        listener);
    }

    private void hear(String line) {
        boolean now = noSignal(line);
        if (now != lost) {
            log.info("{}", line);
            lost = now;
        }
    }

    static boolean noSignal(String line) {
        var input = INPUT.matcher(line);
        return input.find() && LOST.matcher(input.group(2)).find();
    }

    public boolean lost() {
        return lost;
    }

    @Override
    public void close() {
        child.stop();
    }
}
