package dev.rucksack.control.bonding;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Judges links without flicker: figures have to be worse for ten seconds before a verdict is, and below 80 % of the
 * threshold for as long before it is better. That a link is down, or that something is wrong beside its figures,
 * counts at once, and so does its end. A link that is seen for the first time is judged as it is. Not thread-safe.
 */
public final class LinkJudge {

    static final long HOLD_NANOS = Duration.ofSeconds(10).toNanos();

    private static final double CLEARING = 0.8;

    private final Map<String, Held> held = new HashMap<>();

    /** Forgets links that are not among {@code links}, and judges these. */
    public Map<String, LinkVerdict> judge(List<Link> links, long nowNanos) {
        held.keySet().retainAll(links.stream().map(Link::id).toList());
        Map<String, LinkVerdict> verdicts = new HashMap<>();
        for (Link link : links) {
            Held next = next(held.get(link.id()), link, nowNanos);
            held.put(link.id(), next);
            verdicts.put(link.id(), next.verdict);
        }
        return verdicts;
    }

    private static Held next(@Nullable Held before, Link link, long now) {
        LinkVerdict raw = LinkVerdict.of(link);
        boolean plain = raw.verdict() == Verdict.DOWN || link.standing().trouble() != null;
        if (before == null || plain || before.plain) {
            return new Held(raw, plain, 0, now);
        }
        LinkVerdict strict = LinkVerdict.of(link, CLEARING);
        Verdict present = before.verdict.verdict();
        if (raw.verdict().compareTo(present) > 0) {
            return before.towards(1, raw, now);
        }
        if (strict.verdict().compareTo(present) < 0) {
            return before.towards(-1, strict, now);
        }
        // as before, with the figures of now
        return new Held(raw.verdict() == present ? raw : strict, false, 0, now);
    }

    /**
     * A verdict in force.
     *
     * @param plain whether it came from no figures
     * @param direction to where the figures point since {@code sinceNanos}: 1 worse, -1 better, 0 nowhere
     */
    private record Held(LinkVerdict verdict, boolean plain, int direction, long sinceNanos) {

        Held towards(int pointing, LinkVerdict candidate, long now) {
            if (pointing != direction) {
                return new Held(verdict, false, pointing, now);
            }
            return now - sinceNanos < HOLD_NANOS ? this : new Held(candidate, false, 0, now);
        }
    }
}
