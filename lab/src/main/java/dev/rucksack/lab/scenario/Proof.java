package dev.rucksack.lab.scenario;

import dev.rucksack.lab.reader.Reading;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The books against what was recorded elsewhere. Every frame of the lab's camera says its number; of the numbers between two
 * calm moments, as many must be missing in the recordings as the counters lost between them.
 *
 * <p>With the sums of the books: numbers = captured + lost at capture, captured = used + surplus, used + repeated + slate =
 * ticks, and of the ticks all are recorded but those lost at the encoder or on the uplink. A tick that repeats a frame or shows
 * the slate and is lost takes no number with it.
 *
 * @param expected how many numbers the counters say are missing
 * @param missing how many are missing
 * @param again frames that repeat a number
 * @param blank frames without a number: the slate
 * @param damaged frames with blocks that cannot be read
 * @param unheard of the expected ones, those of which the counters say that nobody knows whether they came
 */
public record Proof(long expected, long missing, long again, long blank, long damaged, long unheard) {

    /** Frames whose fate the counters do not tell: 0, or the books are wrong. */
    public long unaccounted() {
        return missing - expected + seen();
    }

    /** How many of the {@link #unheard} came nevertheless: at most so many as are not missing. */
    public long seen() {
        return Math.max(0, Math.min(expected - missing, unheard));
    }

    /**
     * Compares what an ingest recorded with the counters between two moments.
     *
     * @param sessions the recordings, oldest first; what a session was sent again is found by its numbers
     */
    public static Proof ofIngest(Moment from, Moment to, List<Reading> sessions) {
        Books between = to.books().since(from.books());
        return of(between, between.lost(), between.unheard(), from.number(), to.number(), joined(sessions));
    }

    /**
     * As {@link #ofIngest}, for our own recording, which lies before the uplink: what is lost there is in it, and what the disk did not take is
     * not.
     */
    public static Proof ofRecording(Moment from, Moment to, List<Reading> parts) {
        Books between = to.books().since(from.books());
        long lost = between.lost() - between.lostOnUplink() + between.notRecorded();
        return of(between, lost, 0, from.number(), to.number(), following(parts));
    }

    /** How many numbers between two moments viewers got and our own recording lacks: none, whatever the counters say. */
    static long lacks(Moment from, Moment to, List<Reading> parts, List<Reading> sessions) {
        Set<Long> numbers = new HashSet<>();
        sessions.forEach(session -> numbers.addAll(session.numbers()));
        numbers.removeIf(number -> number <= from.number() || number > to.number());
        parts.forEach(part -> numbers.removeAll(new HashSet<>(part.numbers())));
        return numbers.size();
    }

    private static Proof of(Books between, long lost, long unheard, long from, long to, List<Reading.Frame> frames) {
        Set<Long> seen = new HashSet<>();
        long again = 0;
        long blank = 0;
        long damaged = 0;
        long last = -1;
        for (Reading.Frame frame : frames) {
            Long number = frame.number();
            last = number == null ? last : number;
            if (last > from && last <= to) {
                if (number == null) {
                    blank += frame.coded() ? 0 : 1;
                    damaged += frame.coded() ? 1 : 0;
                } else if (!seen.add(number)) {
                    again++;
                }
            }
        }
        long filled = between.repeated() + between.slate() - again - blank;
        return new Proof(lost - filled, to - from - seen.size(), again, blank, damaged, unheard);
    }

    /** All parts of our own recording as one: nothing is in two of them, though a tick at a seam may repeat the number before it. */
    static List<Reading.Frame> following(List<Reading> parts) {
        return parts.stream().flatMap(part -> part.frames().stream()).toList();
    }

    /** All sessions as one: what a later one was sent again is left out. */
    static List<Reading.Frame> joined(List<Reading> sessions) {
        List<Reading.Frame> frames = new ArrayList<>();
        for (Reading session : sessions) {
            List<Reading.Frame> next = session.frames();
            frames.addAll(next.subList(overlap(frames, next), next.size()));
        }
        return frames;
    }

    /** How many frames at the beginning of {@code next} are the end of {@code before}, sent again. */
    private static int overlap(List<Reading.Frame> before, List<Reading.Frame> next) {
        List<String> one = numbers(before);
        List<String> two = numbers(next);
        for (int length = Math.min(one.size(), two.size()); length > 0; length--) {
            if (one.subList(one.size() - length, one.size()).equals(two.subList(0, length))) {
                return length;
            }
        }
        return 0;
    }

    private static List<String> numbers(List<Reading.Frame> frames) {
        return frames.stream().map(frame -> String.valueOf(frame.number())).toList();
    }
}
