package dev.rucksack.control.bonding.speedify;

import java.util.Set;

/** Counts what the feed brings. */
@FunctionalInterface
public interface FeedEvents {

    /** The events of the CLI's feed that we read (the contract's section 6). */
    Set<String> KNOWN = Set.of("state", "adapters", "connection_stats", "session_stats", "streaming_stats", "error");

    /** Stands for every other event, and for documents that are none. */
    String UNKNOWN = "unknown";

    /** @param event one of {@link #KNOWN}, or {@link #UNKNOWN} */
    void heard(String event);
}
