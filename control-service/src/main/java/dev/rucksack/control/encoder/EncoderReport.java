package dev.rucksack.control.encoder;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The encoder's report, as far as control decides by it, and the whole of it for those who only show it. Source:
 * docs/contract.md, "The report".
 *
 * @param boot a random word for each start of the encoder
 * @param sequence grows within a boot
 * @param state {@code idle}, {@code live} … as the contract lists them; unknown words are kept
 * @param onAir whether the ingest acknowledged media within the last two seconds
 * @param revision the revision of the order it follows
 * @param wanted the wish of that order, null for a word that is none
 * @param fault why it is in state {@code fault}, else null
 * @param destination the service's name as people say it, null when unknown
 * @param ingest where its server listens, null when unknown
 * @param whole the report as it came
 */
public record EncoderReport(
        String boot,
        long sequence,
        String state,
        boolean onAir,
        long revision,
        @Nullable Wanted wanted,
        @Nullable Remark fault,
        List<Remark> cautions,
        @Nullable String destination,
        @Nullable Ingest ingest,
        Map<String, @Nullable Object> whole) {

    /**
     * A fault or a caution.
     *
     * @param sentence what is so, in one sentence
     * @param advice what to do, null for nothing
     * @param fix which page mends it, null for none
     */
    public record Remark(
            String code,
            String sentence,
            @Nullable String advice,
            @Nullable String fix,
            boolean retryable) {}

    /** Where the ingest listens. */
    public record Ingest(String host, int port) {}

    /** Whether this may follow {@code earlier}: another boot, or not older than it. */
    public boolean follows(@Nullable EncoderReport earlier) {
        return earlier == null || !earlier.boot.equals(boot) || sequence >= earlier.sequence;
    }
}
