package dev.rucksack.encoder.recording;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/**
 * All parts of a closed recording as one MP4. It lies nowhere: it is made each time it is read, and the same to the byte each time, so
 * that a download can go on where it was broken off.
 */
public final class WholeRecording {

    /** Who has more recordings than this waits once more. */
    private static final int MOST_COUNTED = 256;

    private final List<Part> parts;
    private final Remuxer remuxer;
    private final Map<String, Long> counted;

    /** @param counted lengths that were found out already, by tag; thread-safe */
    WholeRecording(List<Part> parts, Remuxer remuxer, Map<String, Long> counted) {
        this.parts = parts;
        this.remuxer = remuxer;
        this.counted = counted;
    }

    /** Another one for other parts: what an HTTP entity tag is made of. */
    public String tag() {
        long bytes = parts.stream().mapToLong(Part::bytes).sum();
        return parts.get(0).id() + "-" + parts.size() + "-" + bytes;
    }

    /**
     * Makes it.
     *
     * @return to be closed, also before its end
     * @throws Remuxer.BusyException if another is being read
     */
    public InputStream open() throws IOException {
        return remuxer.join(ConcatList.of(parts));
    }

    /**
     * Its length. Nobody knows it before it was made once, to nowhere: the first time this takes as long as the disk needs to read it all.
     *
     * @throws Remuxer.BusyException if another is being read
     */
    public long bytes() throws IOException {
        Long known = counted.get(tag());
        if (known != null) {
            return known;
        }
        try (InputStream made = open()) {
            long bytes = made.transferTo(OutputStream.nullOutputStream());
            if (counted.size() >= MOST_COUNTED) {
                counted.clear();
            }
            counted.put(tag(), bytes);
            return bytes;
        }
    }
}
