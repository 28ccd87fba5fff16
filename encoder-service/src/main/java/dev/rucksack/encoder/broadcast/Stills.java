package dev.rucksack.encoder.broadcast;

import dev.rucksack.encoder.frame.PictureSize;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Makes frames of pictures in files. */
public interface Stills {

    /**
     * The picture as yuv420p, fitted into this size with bars where the shape differs. Takes a moment, five seconds at most.
     *
     * @throws IOException if it cannot be read
     */
    ByteBuffer read(Path file, PictureSize size) throws IOException;
}
