package dev.rucksack.encoder.frame;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What viewers see when there is no camera: the operator's own picture, or else the built-in one, which says for how long. It is
 * drawn anew at most once a second, on a frame that nobody holds. Thread-safe.
 */
public final class Slate {

    private final PictureSize size;
    private final SlateDrawing drawing;
    private Frame shown;
    private Frame spare;
    private long shownSeconds = -1;
    private @Nullable Frame own;

    public Slate(PictureSize size) {
        this.size = size;
        drawing = new SlateDrawing(size);
        shown = blank();
        spare = blank();
        drawing.ground(spare);
        shown.copy(spare);
        draw(0);
    }

    private Frame blank() {
        return new Frame(new FramePool(size, 0), size.frameBytes()).begin();
    }

    /**
     * Shows the operator's picture from now on, or the built-in one again.
     *
     * @param picture yuv420p of this slate's size, or null
     */
    public synchronized void show(@Nullable ByteBuffer picture) {
        if (picture == null) {
            own = null;
            return;
        }
        Frame frame = blank();
        frame.target().put(picture);
        own = frame;
    }

    /**
     * The picture; whoever keeps it beyond the call retains it.
     *
     * @param goneNanos for how long there has been no camera
     */
    synchronized Frame picture(long goneNanos) {
        if (own != null) {
            return own;
        }
        long seconds = TimeUnit.NANOSECONDS.toSeconds(Math.max(0, goneNanos));
        if (seconds != shownSeconds && !spare.lent()) {
            draw(seconds);
        }
        return shown;
    }

    private void draw(long seconds) {
        drawing.words(spare, words(seconds));
        Frame before = shown;
        shown = spare;
        spare = before;
        shownSeconds = seconds;
    }

    /** {@code No picture for 0:12}, with hours once there are any. */
    static String words(long seconds) {
        long hours = seconds / 3600;
        String minutes = String.valueOf(seconds / 60 % 60);
        String rest = two(seconds % 60);
        return "No picture for " + (hours == 0 ? minutes : hours + ":" + two(seconds / 60 % 60)) + ":" + rest;
    }

    private static String two(long number) {
        return number < 10 ? "0" + number : String.valueOf(number);
    }
}
