package dev.rucksack.encoder.actuator;

import dev.rucksack.encoder.broadcast.Books;
import dev.rucksack.encoder.broadcast.Equation;
import dev.rucksack.encoder.broadcast.Gauges;
import dev.rucksack.encoder.broadcast.Report;
import dev.rucksack.encoder.frame.Rendition;
import dev.rucksack.encoder.stream.Fault;
import dev.rucksack.encoder.stream.Resume;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A report, told for people. What is not known, or is not so, is null.
 *
 * @param since when the state began
 * @param fault why the stream stands still, in one sentence
 * @param cautions what is wrong and leaves the stream running, one sentence each
 */
public record StreamAccount(
        String boot,
        String at,
        String wanted,
        long revision,
        String state,
        String since,
        boolean onAir,
        @Nullable String fault,
        List<String> cautions,
        Frames frames,
        @Nullable Encoder rendition,
        Uplink uplink,
        @Nullable String resume) {

    /**
     * The books.
     *
     * @param since every count began at zero then, with this run of the service
     * @param lost frames that no viewer got, by where
     * @param unheard of those lost at the uplink, sent once and never heard of: viewers may have seen them
     * @param resent sent again after a connection was lost; in no equation
     */
    public record Frames(
            String since, boolean balanced, List<Law> books, Map<String, Long> lost, long unheard, long resent) {

        static Frames of(Books books, String since) {
            return new Frames(
                    since,
                    books.balanced(),
                    books.equations().stream().map(Law::of).toList(),
                    books.lost(),
                    books.unheard(),
                    books.resent());
        }
    }

    /**
     * @param terms each term's figure, in the order of the equation
     */
    public record Law(String words, String equation, Map<String, Long> terms, boolean balanced) {

        static Law of(Equation equation) {
            Map<String, Long> terms = new LinkedHashMap<>(equation.left());
            terms.putAll(equation.right());
            return new Law(equation.words(), equation.formula(), terms, equation.balanced());
        }
    }

    /** Encoder settings in force. */
    public record Encoder(String encoder, String size, String rate, int videoBitsPerSecond, int audioBitsPerSecond) {

        static @Nullable Encoder of(@Nullable Rendition running) {
            return running == null
                    ? null
                    : new Encoder(
                            running.encoder(),
                            running.size().toString(),
                            running.rate().toString(),
                            running.videoBitsPerSecond(),
                            running.audioBitsPerSecond());
        }
    }

    /**
     * @param destination as people call it
     * @param packets SRT only: packets that left and that were lost on the way at first
     * @param reconnects connections lost after they had been made, by reason, since the service started
     */
    public record Uplink(
            String destination,
            @Nullable Double backlogSeconds,
            @Nullable Long sentBitsPerSecond,
            @Nullable Long targetBitsPerSecond,
            @Nullable Double rttSeconds,
            Gauges.Uplink.@Nullable Packets packets,
            long sentBytes,
            Map<String, Long> reconnects) {

        static Uplink of(String destination, Gauges.Uplink uplink) {
            return new Uplink(
                    destination,
                    uplink.backlogSeconds(),
                    uplink.sentBitsPerSecond(),
                    uplink.targetBitsPerSecond(),
                    uplink.rttSeconds(),
                    uplink.packets(),
                    uplink.sentBytes(),
                    uplink.reconnects());
        }
    }

    static StreamAccount of(Report report) {
        Fault fault = report.fault();
        Resume resume = report.resume();
        return new StreamAccount(
                report.boot(),
                text(report.at()),
                report.status().order().wanted().word(),
                report.status().order().revision(),
                report.status().state().word(),
                text(report.at().minus(report.lasted())),
                report.onAir(),
                fault == null ? null : fault.sentence(),
                report.cautions().stream().map(Fault::sentence).toList(),
                Frames.of(report.gauges().books(), text(report.started())),
                Encoder.of(report.gauges().rendition()),
                Uplink.of(
                        report.settings().destination().name(), report.gauges().uplink()),
                resume.sentence().isEmpty() ? null : resume.sentence());
    }

    private static String text(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
