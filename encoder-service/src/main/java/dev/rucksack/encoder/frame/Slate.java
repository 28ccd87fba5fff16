package dev.rucksack.encoder.frame;

/** What viewers see when there is no camera: for now a plain dark picture. */
public final class Slate {

    /** Nearly black in BT.709 limited range (16 is black): seen as "on, but dark". */
    private static final int DARK = 24;

    private static final int NO_COLOUR = 128;

    private final Frame picture;

    public Slate(PictureSize size) {
        picture = new Frame(new FramePool(size, 0), size.frameBytes()).begin().paint(DARK, NO_COLOUR);
    }

    /** The picture; whoever keeps it beyond the call retains it. */
    Frame picture() {
        return picture;
    }
}
