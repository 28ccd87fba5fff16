package dev.rucksack.encoder.recording;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Puts what is recorded into another container, without encoding it anew. */
public interface Remuxer {

    /**
     * Makes an MP4 of an FLV; blocks until it is done.
     *
     * @param tags how many tags the FLV has: the size of the index follows from it
     * @throws IOException if it is not whole; what was written is worth nothing
     * @throws InterruptedException if interrupted; nothing goes on then
     */
    void remux(Path flv, Path mp4, long tags) throws IOException, InterruptedException;

    /**
     * Several files as one MP4, read while it is made.
     *
     * @param list which files, in the form of ffmpeg's concat demuxer
     * @return to be closed, also before its end
     * @throws BusyException if another is being read, and goes on to be for some seconds
     */
    InputStream join(String list) throws IOException;

    /** One at a time. */
    final class BusyException extends IOException {

        private static final long serialVersionUID = 1;

        public BusyException() {
            super("Another recording is being joined.");
        }
    }
}
