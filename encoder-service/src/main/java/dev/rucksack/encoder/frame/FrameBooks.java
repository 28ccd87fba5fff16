package dev.rucksack.encoder.frame;

import java.util.function.Function;

/**
 * Where every frame went, exact at every moment: each step below is one change under one lock.
 *
 * <p>Totals count while the clock ticks for a stream and never fall while the process lives. What comes after {@code encoded} is
 * the wire's. A tag is counted and handed over in one step ({@link #encoded}), and {@link #read} keeps that step from happening
 * while it runs: a reader that asks the wire for its own snapshot within it gets one balanced set of books. Lock order: these
 * books first, the wire's lock second; nobody calls these books while holding the wire's.
 */
public final class FrameBooks {

    /** What a tick carries. */
    public enum Content {
        FRAME,
        REPEAT,
        SLATE
    }

    /**
     * One moment. {@code captured = used + surplus}, {@code used + repeated + slate = ticks},
     * {@code ticks = encoded + droppedEncode + inEncoder}.
     *
     * @param droppedCapture frames missing against the camera's negotiated rate
     */
    public record Snapshot(
            long captured,
            long surplus,
            long used,
            long repeated,
            long slate,
            long ticks,
            long encoded,
            long droppedCapture,
            long droppedEncode,
            long inEncoder) {}

    private long surplus;
    private long used;
    private long repeated;
    private long slate;
    private long encoded;
    private long droppedCapture;
    private long droppedEncode;
    private long inEncoder;

    /** A tick went towards the encoder. */
    synchronized void tick(Content content) {
        switch (content) {
            case FRAME -> used++;
            case REPEAT -> repeated++;
            case SLATE -> slate++;
        }
        inEncoder++;
    }

    /** A captured frame serves no tick. */
    synchronized void surplus() {
        surplus++;
    }

    synchronized void captureMissed(long frames) {
        droppedCapture += frames;
    }

    /** Ticks that no encoder took, or that died inside one. */
    public synchronized void lostInEncoder(long ticks) {
        inEncoder -= ticks;
        droppedEncode += ticks;
    }

    /** A tick came out of the encoder and is handed on in the same step. */
    public synchronized void encoded(Runnable handOver) {
        inEncoder--;
        encoded++;
        handOver.run();
    }

    /** Runs {@code reader} on the books while they stand still. It must be quick. */
    public synchronized <T> T read(Function<Snapshot, T> reader) {
        return reader.apply(snapshot());
    }

    public synchronized Snapshot snapshot() {
        return new Snapshot(
                used + surplus,
                surplus,
                used,
                repeated,
                slate,
                used + repeated + slate,
                encoded,
                droppedCapture,
                droppedEncode,
                inEncoder);
    }
}
