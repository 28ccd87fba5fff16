package dev.rucksack.lab.camera;

import java.util.ArrayList;
import java.util.List;

/**
 * Frame numbers from {@code first} to {@code last}, both included.
 *
 * @param first the lowest number
 * @param last the highest number
 */
public record FrameRange(long first, long last) {

    public long count() {
        return last - first + 1;
    }

    /** Appends a number to ranges in rising order, joining it to the last where it fits. */
    public static void append(List<FrameRange> ranges, long number) {
        int end = ranges.size() - 1;
        if (end >= 0 && ranges.get(end).last() + 1 == number) {
            ranges.set(end, new FrameRange(ranges.get(end).first(), number));
        } else {
            ranges.add(new FrameRange(number, number));
        }
    }

    /** Ranges of numbers that came in rising order. */
    public static List<FrameRange> of(Iterable<Long> numbers) {
        List<FrameRange> ranges = new ArrayList<>();
        numbers.forEach(number -> append(ranges, number));
        return List.copyOf(ranges);
    }

    @Override
    public String toString() {
        return first == last ? Long.toString(first) : first + "-" + last;
    }
}
