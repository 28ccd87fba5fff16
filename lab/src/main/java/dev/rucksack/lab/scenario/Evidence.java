package dev.rucksack.lab.scenario;

import java.util.List;
import java.util.Map;

/**
 * What was seen while a fault was on.
 *
 * @param times when it was caused and cured
 * @param viewer what came in at the ingest
 * @param counted what the counters say happened; where there are none from before, since the first calm moment after
 * @param ingest the counters against the ingest's recording
 * @param recording the counters against our own recording
 * @param recordingLacks numbers that the ingest has and our own recording has not
 * @param restarts processes started again, by name
 * @param scrapes how often the books were looked at
 * @param imbalances the sums that were wrong
 * @param words faults and cautions that were told meanwhile
 */
record Evidence(
        Times times,
        Viewer viewer,
        Books counted,
        Proof ingest,
        Proof recording,
        long recordingLacks,
        Map<String, Long> restarts,
        long scrapes,
        List<String> imbalances,
        List<String> words) {

    long restarts(String process) {
        return restarts.getOrDefault(process, 0L);
    }
}
