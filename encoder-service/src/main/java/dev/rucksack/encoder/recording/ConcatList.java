package dev.rucksack.encoder.recording;

import java.util.List;
import java.util.Locale;

/**
 * The parts of a session in the form of ffmpeg's concat demuxer. Each part's length is said, as the difference between the
 * beginnings of two: what a container makes of it would shift the next part by some milliseconds. Names begin with their
 * protocol, or they would be taken for ones of the list's own.
 */
final class ConcatList {

    private ConcatList() {}

    static String of(List<Part> parts) {
        StringBuilder list = new StringBuilder("ffconcat version 1.0\n");
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            list.append("file 'file:")
                    .append(part.file().toAbsolutePath().toString().replace("'", "'\\''"))
                    .append("'\n");
            if (i + 1 < parts.size()) {
                double seconds = (parts.get(i + 1).startMillis() - part.startMillis()) / 1000.0;
                list.append(String.format(Locale.ROOT, "duration %.3f\n", seconds));
            }
        }
        return list.toString();
    }
}
