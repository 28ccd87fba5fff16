package dev.rucksack.control.bonding.kernel;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The latest probes over one link, and what they say. Not thread-safe. */
final class ProbeHistory {

    private static final int KEPT = 20;
    private static final int ENOUGH = 5;
    private static final int OF_LATENCY = 5;
    /** One lost probe is chance; two in a row, or of twenty, are a link. */
    private static final int TELLING = 2;
    /** When a first packet that was lost is sent again (RFC 6298, 2.1). */
    private static final double RESENT_AFTER_SECONDS = 1;

    private static final double LOST = -1;

    private final Deque<Double> seconds = new ArrayDeque<>();

    /**
     * An answer came after so long. Later than a second packet goes out, on a link that is otherwise quick, it is the
     * second one's: the first was lost.
     */
    void answered(double after) {
        Double usual = latencySeconds();
        add(after >= RESENT_AFTER_SECONDS && usual != null && usual < RESENT_AFTER_SECONDS / 2 ? LOST : after);
    }

    void lost() {
        add(LOST);
    }

    private void add(double value) {
        seconds.addLast(value);
        if (seconds.size() > KEPT) {
            seconds.removeFirst();
        }
    }

    /** The usual round trip: the median of the latest answers; null without one. */
    @Nullable
    Double latencySeconds() {
        double[] answers = seconds.stream()
                .filter(value -> value != LOST)
                .mapToDouble(d -> d)
                .toArray();
        int from = Math.max(0, answers.length - OF_LATENCY);
        double[] latest = java.util.Arrays.copyOfRange(answers, from, answers.length);
        java.util.Arrays.sort(latest);
        return latest.length == 0 || isSilent() ? null : (Double) latest[(latest.length - 1) / 2];
    }

    /** Part of the probes that were lost; null before there are enough to tell. */
    @Nullable
    Double loss() {
        long lost = seconds.stream().filter(value -> value == LOST).count();
        if (seconds.size() < ENOUGH) {
            return null;
        }
        return lost < TELLING ? 0.0 : (double) lost / seconds.size();
    }

    /** Whether the latest probes had no answer. */
    boolean isSilent() {
        return trailing() >= TELLING;
    }

    /** Whether the latest probe had no answer, and another would tell whether that was chance. */
    boolean isUndecided() {
        int trailing = trailing();
        return trailing > 0 && trailing < TELLING;
    }

    private int trailing() {
        int count = 0;
        for (var latest = seconds.descendingIterator(); latest.hasNext() && latest.next() == LOST; ) {
            count++;
        }
        return count;
    }
}
