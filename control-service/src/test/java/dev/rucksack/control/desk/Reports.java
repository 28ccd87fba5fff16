package dev.rucksack.control.desk;

import dev.rucksack.control.encoder.EncoderReport;
import dev.rucksack.control.encoder.EncoderReport.Remark;
import dev.rucksack.control.encoder.Wanted;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reports of the encoder for tests. */
final class Reports {

    static final Remark TOO_HOT = new Remark("too-hot", "Too hot: 83 °C, slowing down.", "Open the pack.", null, true);
    static final Remark REFUSED =
            new Remark("ingest-refused-key", "Twitch refused the stream key.", "Change the key.", "key", false);

    private Reports() {}

    static EncoderReport of(String state, Remark... cautions) {
        return of(state, null, 1, cautions);
    }

    static EncoderReport toOwnServer(String state) {
        return of(state, null, 1, Map.of("service", "custom", "name", "Your server"));
    }

    static EncoderReport of(String state, @Nullable Wanted wanted, long revision, Remark... cautions) {
        return of(state, wanted, revision, Map.of("service", "twitch", "name", "Twitch"), cautions);
    }

    private static EncoderReport of(
            String state, @Nullable Wanted wanted, long revision, Map<String, String> destination, Remark... cautions) {
        Map<String, @Nullable Object> whole = new HashMap<>();
        whole.put("boot", "boot");
        whole.put("state", state);
        whole.put("destination", destination);
        if ("fault".equals(state)) {
            whole.put("fault", Map.of("code", REFUSED.code(), "sentence", REFUSED.sentence()));
        }
        return new EncoderReport(
                "boot",
                1,
                state,
                "live".equals(state),
                revision,
                wanted,
                "fault".equals(state) ? REFUSED : null,
                List.of(cautions),
                destination.get("name"),
                new EncoderReport.Ingest("ingest.example.org", 443),
                whole);
    }

    /** Of an encoder that has begun anew and tells what it made of the order that stood. */
    static EncoderReport anew(String state, String sentence) {
        EncoderReport report = of(state);
        Map<String, @Nullable Object> whole = new HashMap<>(report.whole());
        whole.put("boot", "another");
        whole.put("resume", Map.of("sentence", sentence));
        return new EncoderReport(
                "another",
                1,
                state,
                report.onAir(),
                report.revision(),
                report.wanted(),
                report.fault(),
                report.cautions(),
                report.destination(),
                report.ingest(),
                whole);
    }
}
