package dev.rucksack.lab.scenario;

import tools.jackson.databind.JsonNode;

/**
 * The counters of frames, for comparing with what was recorded; their sums are those of the design's books.
 *
 * @param notRecorded frames that our own recording lost, whatever became of them otherwise
 */
public record Books(
        long captured,
        long surplus,
        long used,
        long repeated,
        long slate,
        long ticks,
        long encoded,
        long acknowledged,
        long lostAtCapture,
        long lostAtEncoder,
        long lostOnUplink,
        long unheard,
        long inEncoder,
        long inQueue,
        long inFlight,
        long offAir,
        long notRecorded) {

    /** From {@code GET /api/stream}. */
    public static Books of(JsonNode report) {
        JsonNode frames = report.required("frames");
        JsonNode dropped = frames.required("dropped");
        JsonNode in = frames.required("in");
        return new Books(
                frames.required("captured").asLong(),
                frames.required("surplus").asLong(),
                frames.required("used").asLong(),
                frames.required("repeated").asLong(),
                frames.required("slate").asLong(),
                frames.required("ticks").asLong(),
                frames.required("encoded").asLong(),
                frames.required("acknowledged").asLong(),
                dropped.required("capture").asLong(),
                dropped.required("encode").asLong(),
                dropped.required("uplink").asLong(),
                frames.required("unheard").asLong(),
                in.required("encoder").asLong(),
                in.required("queue").asLong(),
                in.required("flight").asLong(),
                frames.required("offAir").asLong(),
                report.path("recording").path("framesLost").asLong(0));
    }

    /** From a scrape of {@code /actuator/prometheus}: one moment, as the report is. */
    public static Books of(Scrape scrape) {
        return new Books(
                scrape.count("rucksack_frames_captured_total"),
                scrape.count("rucksack_frames_surplus_total"),
                scrape.count("rucksack_frames_used_total"),
                scrape.count("rucksack_frames_repeated_total"),
                scrape.count("rucksack_frames_slate_total"),
                scrape.count("rucksack_frames_ticks_total"),
                scrape.count("rucksack_frames_encoded_total"),
                scrape.count("rucksack_frames_acknowledged_total"),
                scrape.count("rucksack_frames_dropped_total{stage=\"capture\"}"),
                scrape.count("rucksack_frames_dropped_total{stage=\"encode\"}"),
                scrape.count("rucksack_frames_dropped_total{stage=\"uplink\"}"),
                scrape.count("rucksack_frames_unheard_total"),
                scrape.count("rucksack_frames_in{place=\"encoder\"}"),
                scrape.count("rucksack_frames_in{place=\"queue\"}"),
                scrape.count("rucksack_frames_in{place=\"flight\"}"),
                scrape.count("rucksack_frames_offair_total"),
                scrape.count("rucksack_recording_frames_lost_total"));
    }

    /** What happened since an earlier look. */
    public Books since(Books earlier) {
        return new Books(
                captured - earlier.captured,
                surplus - earlier.surplus,
                used - earlier.used,
                repeated - earlier.repeated,
                slate - earlier.slate,
                ticks - earlier.ticks,
                encoded - earlier.encoded,
                acknowledged - earlier.acknowledged,
                lostAtCapture - earlier.lostAtCapture,
                lostAtEncoder - earlier.lostAtEncoder,
                lostOnUplink - earlier.lostOnUplink,
                unheard - earlier.unheard,
                inEncoder,
                inQueue,
                inFlight,
                offAir - earlier.offAir,
                notRecorded - earlier.notRecorded);
    }

    /** Everything that keeps counters and frame numbers from belonging together at this moment. */
    long irregular() {
        return lost() + repeated + slate + notRecorded;
    }

    /** Camera frames of which no viewer gets anything, wherever they were lost. */
    public long lost() {
        return lostAtCapture + surplus + lostAtEncoder + lostOnUplink;
    }

    /** The four sums of the books, which hold at every moment; empty when they do. */
    public String imbalance() {
        StringBuilder wrong = new StringBuilder();
        check(wrong, "captured = used + surplus", captured, used + surplus);
        check(wrong, "used + repeated + slate = ticks", used + repeated + slate, ticks);
        check(
                wrong,
                "ticks = encoded + lost at the encoder + in the encoder",
                ticks,
                encoded + lostAtEncoder + inEncoder);
        check(
                wrong,
                "encoded = acknowledged + lost on the uplink + off air + in queue and flight",
                encoded,
                acknowledged + lostOnUplink + offAir + inQueue + inFlight);
        return wrong.toString();
    }

    private static void check(StringBuilder wrong, String law, long left, long right) {
        if (left != right) {
            wrong.append(law)
                    .append(": ")
                    .append(left)
                    .append(" and ")
                    .append(right)
                    .append("; ");
        }
    }
}
