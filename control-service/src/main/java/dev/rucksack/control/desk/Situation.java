package dev.rucksack.control.desk;

import dev.rucksack.control.bonding.BondingMode;
import dev.rucksack.control.bonding.LinkPolicy;
import dev.rucksack.control.bonding.RateFinding;
import dev.rucksack.control.bonding.Transport;
import dev.rucksack.control.bonding.Verdict;
import dev.rucksack.control.panel.Lamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that control knows at one moment: immutable, and in the shape of {@code GET /api/situation}. Unknown values are
 * null. Enums appear on the wire by their {@link Object#toString()}.
 *
 * @param boot a new random word each time control starts
 * @param sequence grows by one with each situation of a boot
 * @param state the encoder's state, or {@code stale} when it has not been heard for two seconds, or {@code hot}
 * @param cautions every caution that holds: the encoder's, then what control sees itself
 * @param log the session's events, oldest first
 * @param viewer whether a viewer's picture is configured
 */
public record Situation(
        String boot,
        long sequence,
        Instant at,
        String state,
        Encoder encoder,
        Panel panel,
        Tunnel tunnel,
        List<Link> links,
        List<Caution> cautions,
        List<LogEntry> log,
        boolean viewer) {

    /** Nothing was ever heard of the encoder, or not for two seconds. */
    public static final String STALE = "stale";

    /** Live, and too hot. */
    public static final String HOT = "hot";

    /** The codes of the cautions that control sees itself: of the bond and of the links. */
    public static final Set<String> OWN_CAUTIONS = Cautions.OWN;

    public Situation {
        links = List.copyOf(links);
        cautions = List.copyOf(cautions);
        log = List.copyOf(log);
    }

    Situation withLog(List<LogEntry> entries) {
        return new Situation(boot, sequence, at, state, encoder, panel, tunnel, links, cautions, entries, viewer);
    }

    /**
     * @param unreachableSeconds since when it is not heard; null while it is
     * @param report the encoder's last report as it came, null when there was none in this boot
     */
    public record Encoder(
            boolean reachable,
            @Nullable Double unreachableSeconds,
            @Nullable Map<String, @Nullable Object> report) {}

    /**
     * @param lamp what the board was last told to show
     * @param silentSeconds since when a connected board has not acknowledged a lamp; null while it does
     */
    public record Panel(
            boolean connected,
            @Nullable String port,
            @Nullable String firmware,
            @Nullable Lamp lamp,
            @Nullable Double silentSeconds) {}

    /**
     * @param kind {@code speedify}, {@code kernel} or {@code none}
     * @param state one of the contract's words: {@code connected}, {@code not-installed} …
     * @param sentence what to say of a tunnel that is not connected
     * @param latencySeconds round trip through it
     * @param rates what the bond's rates are taken to count; null where nobody asks
     * @param steering how it is set; null where nothing can be set
     */
    public record Tunnel(
            String kind,
            String state,
            @Nullable String server,
            @Nullable String version,
            @Nullable String sentence,
            @Nullable Double latencySeconds,
            @Nullable RateFinding rates,
            @Nullable Steering steering) {}

    /**
     * @param mode {@code streaming}, {@code speed} or {@code redundant}
     * @param changed what was set for the stream and is put back after it, in a few words each
     */
    public record Steering(
            @Nullable BondingMode mode, @Nullable Transport transport, List<String> changed) {
        public Steering {
            changed = List.copyOf(changed);
        }
    }

    /**
     * @param usable whether the stream could go over it now
     * @param carrying whether the stream goes over it now
     * @param captive whether its network wants a sign-in page; null when nobody has looked
     * @param lossSend lost on the way out, 0 to 1
     * @param mos mean opinion score, 1 to 5
     * @param congested whether the bond calls it full or poor
     * @param usedBytes of the cap's period
     * @param policy what is wished of it; null where nothing can be wished
     */
    public record Link(
            String id,
            String name,
            @Nullable String type,
            Verdict verdict,
            @Nullable String reason,
            boolean up,
            boolean usable,
            boolean carrying,
            @Nullable Boolean captive,
            @Nullable Double sendBitsPerSecond,
            @Nullable Double receiveBitsPerSecond,
            @Nullable Double latencySeconds,
            @Nullable Double jitterSeconds,
            @Nullable Double lossSend,
            @Nullable Double lossReceive,
            @Nullable Double inFlightBytes,
            @Nullable Double mos,
            @Nullable Boolean congested,
            @Nullable Long usedBytes,
            @Nullable Long limitBytes,
            @Nullable LinkPolicy policy) {}

    /**
     * Something the operator should know that does not end the stream.
     *
     * @param fix which page mends it: {@code key}, {@code destination}, {@code recordings}, {@code speedify} or null
     * @param retryable whether trying again can help
     */
    public record Caution(
            String code,
            String sentence,
            @Nullable String advice,
            @Nullable String fix,
            boolean retryable) {}

    /** One line of the session's log. */
    public record LogEntry(Instant at, LogKind kind, String text) {}

    /** How a line of the log is coloured. */
    public enum LogKind {
        LIVE,
        CAUTION,
        PRIVACY,
        PLAIN;

        private final String word = name().toLowerCase(Locale.ROOT);

        @Override
        public String toString() {
            return word;
        }
    }
}
