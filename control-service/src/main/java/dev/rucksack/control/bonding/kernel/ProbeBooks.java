package dev.rucksack.control.bonding.kernel;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the probes say of every link. That nobody answers is held against a link only once the ingest has answered over
 * any; a refusal is an answer unless another link was let in at the same time. Safe from every thread.
 */
final class ProbeBooks {

    private final Map<String, ProbeHistory> histories = new HashMap<>();
    private final Set<String> blocked = new TreeSet<>();
    private final Map<String, Boolean> captive = new HashMap<>();
    private boolean answeredOnce;

    /**
     * What is known of one link; null is unknown.
     *
     * @param silent whether the latest probes had no answer
     */
    record Reading(
            @Nullable Double latencySeconds, @Nullable Double loss, boolean silent) {

        static final Reading UNKNOWN = new Reading(null, null, false);
    }

    /** Another ingest: what was known is of another way. */
    synchronized void startAgain() {
        histories.clear();
        blocked.clear();
        answeredOnce = false;
    }

    /** Forgets links that are not there. */
    synchronized void retain(Set<String> links) {
        histories.keySet().retainAll(links);
        blocked.retainAll(links);
        captive.keySet().retainAll(links);
    }

    /** Takes in one round of probes that went out together. */
    synchronized void note(Map<String, Outcome> round) {
        boolean anyConnected = round.values().stream().anyMatch(outcome -> outcome.kind() == Outcome.Kind.CONNECTED);
        answeredOnce |=
                anyConnected || round.values().stream().anyMatch(outcome -> outcome.kind() == Outcome.Kind.REFUSED);
        round.forEach((link, outcome) -> note(link, outcome, anyConnected));
    }

    private void note(String link, Outcome outcome, boolean anyConnected) {
        switch (outcome.kind()) {
            case CONNECTED -> {
                blocked.remove(link);
                captive.put(link, false);
                history(link).answered(outcome.seconds());
            }
            case ELSEWHERE -> {
                blocked.remove(link);
                captive.remove(link);
                histories.remove(link);
            }
            case REFUSED, SILENT -> {
                blocked.add(link);
                if (outcome.kind() == Outcome.Kind.REFUSED && !anyConnected) {
                    history(link).answered(outcome.seconds());
                } else if (answeredOnce) {
                    history(link).lost();
                }
            }
        }
    }

    private ProbeHistory history(String link) {
        return histories.computeIfAbsent(link, any -> new ProbeHistory());
    }

    synchronized Reading of(String link) {
        ProbeHistory history = histories.get(link);
        return history == null
                ? Reading.UNKNOWN
                : new Reading(history.latencySeconds(), history.loss(), history.isSilent());
    }

    /** The links over which the ingest did not take the latest connection, whosever fault that is. */
    synchronized Set<String> blocked() {
        return Set.copyOf(blocked);
    }

    /** Notes whether a link's network wants a sign-in page. Until the ingest answers over it, or the link is gone. */
    synchronized void signIn(String link, boolean wanted) {
        if (blocked.contains(link)) {
            captive.put(link, wanted);
        }
    }

    /** Whether its network wants a sign-in page; null when nobody knows. */
    synchronized @Nullable Boolean captive(String link) {
        return captive.get(link);
    }

    /** Whether one more round would soon tell a chance loss from a dead link. */
    synchronized boolean undecided() {
        return histories.values().stream().anyMatch(ProbeHistory::isUndecided);
    }
}
