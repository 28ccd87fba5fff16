package dev.rucksack.control.bonding.steering;

import dev.rucksack.control.bonding.Steered.Trouble;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the bond did not do, one sentence at a time: what a person asked for first, then what is tried again, then what
 * the bond will not do, then rules that cannot be understood. Not thread-safe.
 */
final class Troubles {

    /** What a person asked for, and whose answer they did not wait for, is told so long. */
    static final Duration TOLD_FOR = Duration.ofSeconds(60);

    private final List<String> ruleProblems;
    private final Map<Item, Trouble> refusals = new LinkedHashMap<>();
    private @Nullable Trouble failure;
    private @Nullable Trouble late;
    private long lateNanos;

    Troubles(List<String> ruleProblems) {
        this.ruleProblems = ruleProblems;
    }

    /** Something will be tried again. */
    void failed(String sentence) {
        failure = new Trouble(sentence, true);
    }

    void failed(Plan.Step step) {
        failed(sentence(step));
    }

    boolean hasFailed() {
        return failure != null;
    }

    void tryAgain() {
        failure = null;
    }

    /** The bond will not take a step. */
    void refused(Plan.Step step) {
        refusals.put(step.item(), new Trouble(sentence(step), false));
    }

    void taken(Plan.Step step) {
        refusals.remove(step.item());
    }

    /** What is in no entry any more is no trouble any more. */
    void keep(Set<Item> items) {
        refusals.keySet().retainAll(items);
    }

    /** A request has failed for which nobody waits any more. */
    void late(String sentence, long now) {
        late = new Trouble(sentence, false);
        lateNanos = now;
    }

    void asked() {
        late = null;
    }

    /** What to tell now, null for nothing. */
    @Nullable
    Trouble told(long now) {
        if (late != null && now - lateNanos < TOLD_FOR.toNanos()) {
            return late;
        }
        if (failure != null) {
            return failure;
        }
        if (!refusals.isEmpty()) {
            return refusals.values().iterator().next();
        }
        return ruleProblems.isEmpty() ? null : new Trouble(ruleProblems.get(0), false);
    }

    private static String sentence(Plan.Step step) {
        if (step.back()) {
            return "Speedify is not yet set back as it was: " + step.item().says(step.value()) + ".";
        }
        return switch (step.item().kind()) {
            case MODE, TRANSPORT ->
                "Speedify did not take the " + step.item().says(step.value()) + "; the stream goes on without.";
            case DOMAINS, IPV4, IPV6, PORTS ->
                "Speedify did not note " + step.item().says(step.value()) + " as a stream; the stream goes on.";
            default -> "Speedify did not take the rule for " + step.item().key() + ".";
        };
    }
}
