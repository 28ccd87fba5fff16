package dev.rucksack.lab.scenario;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was seen while a fault was on.
 *
 * @param times when it was caused and cured
 * @param viewer what came in at the ingest
 * @param counted what the counters say happened; null where they died
 * @param ingest the counters against the ingest's recording; null where they died
 * @param recording the counters against our own recording; null where there is none
 * @param recordingLacks numbers that the ingest has and our own recording has not; null where there is none
 * @param restarts processes started again, by name
 * @param scrapes how often the books were looked at
 * @param imbalances the sums that were wrong
 * @param words faults and cautions that were told meanwhile
 */
record Evidence(
        Times times,
        Viewer viewer,
        @Nullable Books counted,
        @Nullable Proof ingest,
        @Nullable Proof recording,
        @Nullable Long recordingLacks,
        Map<String, Long> restarts,
        long scrapes,
        List<String> imbalances,
        List<String> words) {

    long restarts(String process) {
        return restarts.getOrDefault(process, 0L);
    }
}
