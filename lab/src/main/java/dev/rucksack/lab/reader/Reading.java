package dev.rucksack.lab.reader;

import dev.rucksack.lab.camera.FrameRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What a recording holds.
 *
 * @param frames every frame, in the order of decoding
 * @param beeps when each beep starts, in seconds of the recording
 */
public record Reading(List<Frame> frames, List<Double> beeps) {

    private static final double FARTHEST_SECONDS = 0.45;

    /**
     * One frame.
     *
     * @param seconds its presentation time
     * @param number the number in its blocks; null where there is none to be read
     * @param coded whether there are blocks at all; a slate has none, a damaged frame has blocks but no number
     * @param flash whether it flashes
     */
    public record Frame(double seconds, @Nullable Long number, boolean coded, boolean flash) {}

    /** The numbers, in order, frames without one left out. */
    public List<Long> numbers() {
        List<Long> result = new ArrayList<>();
        for (Frame frame : frames) {
            Long number = frame.number();
            if (number != null) {
                result.add(number);
            }
        }
        return result;
    }

    /** Numbers between the lowest and the highest that no frame has. */
    public List<FrameRange> missing() {
        long[] sorted = numbers().stream().mapToLong(Long::longValue).sorted().toArray();
        List<FrameRange> result = new ArrayList<>();
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i] > sorted[i - 1] + 1) {
                result.add(new FrameRange(sorted[i - 1] + 1, sorted[i] - 1));
            }
        }
        return result;
    }

    /** How many numbers are missing. */
    public long missingCount() {
        return missing().stream().mapToLong(FrameRange::count).sum();
    }

    /** Numbers that more than one frame has, once for each frame too many, ascending. */
    public List<Long> doubled() {
        long[] sorted = numbers().stream().mapToLong(Long::longValue).sorted().toArray();
        List<Long> result = new ArrayList<>();
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i] == sorted[i - 1]) {
                result.add(sorted[i]);
            }
        }
        return result;
    }

    /** Numbers that come after a higher one. */
    public List<Long> backwards() {
        List<Long> result = new ArrayList<>();
        long highest = Long.MIN_VALUE;
        for (long number : numbers()) {
            if (number < highest) {
                result.add(number);
            }
            highest = Math.max(highest, number);
        }
        return result;
    }

    /** Frames that have blocks but no readable number. */
    public List<Frame> undecodable() {
        return frames.stream()
                .filter(frame -> frame.coded() && frame.number() == null)
                .toList();
    }

    /** Frames without blocks: a slate, or another picture. */
    public long blankCount() {
        return frames.stream().filter(frame -> !frame.coded()).count();
    }

    /** When each flash starts, in seconds of the recording. */
    public List<Double> flashes() {
        List<Double> result = new ArrayList<>();
        boolean before = true; // a recording that begins within a flash does not show its start
        for (Frame frame : frames) {
            if (frame.flash() && !before) {
                result.add(frame.seconds());
            }
            before = frame.flash();
        }
        return result;
    }

    /** Beep after flash, in milliseconds, for every flash that has a beep near it; negative where the beep is early. */
    public double[] offsetsMillis() {
        return flashes().stream()
                .mapToDouble(flash -> beeps.stream()
                        .mapToDouble(beep -> beep - flash)
                        .filter(offset -> Math.abs(offset) < FARTHEST_SECONDS)
                        .reduce((a, b) -> Math.abs(a) <= Math.abs(b) ? a : b)
                        .orElse(Double.NaN))
                .filter(offset -> !Double.isNaN(offset))
                .map(offset -> offset * 1000)
                .toArray();
    }

    /** The median offset in milliseconds; empty without a flash that has a beep. */
    public OptionalDouble medianOffsetMillis() {
        double[] offsets = offsetsMillis();
        Arrays.sort(offsets);
        return offsets.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(offsets[offsets.length / 2]);
    }

    /** The offset farthest from 0 in milliseconds, with its sign. */
    public OptionalDouble worstOffsetMillis() {
        return Arrays.stream(offsetsMillis()).reduce((a, b) -> Math.abs(a) >= Math.abs(b) ? a : b);
    }

    /** The whole of it in plain lines. */
    public String report() {
        List<Long> numbers = numbers();
        StringBuilder text = new StringBuilder();
        text.append("frames       ").append(frames.size());
        if (!numbers.isEmpty()) {
            text.append(", numbers ").append(numbers.get(0)).append(" to ").append(numbers.get(numbers.size() - 1));
        }
        line(text, "missing", missingCount(), missing());
        line(text, "doubled", doubled().size(), FrameRange.of(doubled()));
        line(text, "backwards", backwards().size(), FrameRange.of(backwards()));
        line(
                text,
                "unreadable",
                undecodable().size(),
                undecodable().stream()
                        .map(frame -> String.format("%.3fs", frame.seconds()))
                        .toList());
        line(text, "without code", blankCount(), List.of());
        text.append("\nflash, beep  ").append(flashes().size()).append(", ").append(beeps.size());
        if (medianOffsetMillis().isPresent()) {
            text.append(String.format(
                    "; the beep comes %.1f ms after the flash (median), at most %.1f ms",
                    medianOffsetMillis().getAsDouble(), worstOffsetMillis().orElse(0)));
        }
        return text.append('\n').toString();
    }

    private static void line(StringBuilder text, String what, long count, List<?> which) {
        text.append(String.format("%n%-12s %d", what, count));
        if (count > 0 && !which.isEmpty()) {
            List<?> first = which.subList(0, Math.min(50, which.size()));
            text.append(": ")
                    .append(String.join(
                            " ", first.stream().map(Object::toString).toList()));
            text.append(first.size() < which.size() ? " ..." : "");
        }
    }
}
