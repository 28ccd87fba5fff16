package dev.rucksack.control.desk;

import dev.rucksack.control.bonding.DataCap;
import dev.rucksack.control.bonding.Link;
import dev.rucksack.control.bonding.LinkHealth;
import dev.rucksack.control.bonding.LinkJudge;
import dev.rucksack.control.bonding.LinkVerdict;
import dev.rucksack.control.bonding.Tunnel;
import dev.rucksack.control.bonding.TunnelHealth;
import dev.rucksack.control.encoder.EncoderReport;
import dev.rucksack.control.encoder.Wanted;
import dev.rucksack.control.panel.PanelState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes down the situation from what was last heard of encoder, board and bond. Not thread-safe. */
final class SituationWriter {

    /** The encoder speaks at least once a second; two missed words are silence. */
    static final long SILENCE_NANOS = 2_000_000_000L;

    private static final double NANOS_A_SECOND = 1e9;

    private final String boot;
    private final boolean viewer;
    private final Cautions cautions = new Cautions();
    private final LinkJudge judge = new LinkJudge();
    private long sequence;

    SituationWriter(String boot, boolean viewer) {
        this.boot = boot;
        this.viewer = viewer;
    }

    /**
     * @param report the last one, null if there was none
     * @param heardNanos when it came; without one, when the waiting began
     */
    record Seen(@Nullable EncoderReport report, long heardNanos, PanelState panel, Tunnel tunnel) {}

    /** The situation without its log. */
    Situation write(Seen seen, Instant at, long nowNanos) {
        EncoderReport report = seen.report();
        long silence = nowNanos - seen.heardNanos();
        boolean reachable = report != null && silence < SILENCE_NANOS;
        List<EncoderReport.Remark> remarks = report != null && reachable ? report.cautions() : List.of();
        boolean wanted = report != null && report.wanted() == Wanted.LIVE;
        boolean onAir = report != null && reachable && report.onAir();
        List<Link> links = seen.tunnel().links();
        Map<String, LinkVerdict> verdicts = judge.judge(links, nowNanos);
        return new Situation(
                boot,
                ++sequence,
                at,
                report != null && reachable ? state(report) : Situation.STALE,
                new Situation.Encoder(
                        reachable, reachable ? null : silence / NANOS_A_SECOND, report == null ? null : report.whole()),
                panel(seen.panel(), nowNanos),
                tunnel(seen.tunnel()),
                links.stream()
                        .map(link -> link(link, verdicts.getOrDefault(link.id(), LinkVerdict.of(link))))
                        .toList(),
                cautions.of(new Cautions.Stream(remarks, wanted, onAir), seen.panel(), seen.tunnel(), nowNanos),
                List.of(),
                viewer);
    }

    private static String state(EncoderReport report) {
        boolean hot = "live".equals(report.state())
                && report.cautions().stream().anyMatch(caution -> "too-hot".equals(caution.code()));
        return hot ? Situation.HOT : report.state();
    }

    private static Situation.Panel panel(PanelState panel, long nowNanos) {
        Long silentSince = panel.silentSinceNanos();
        return new Situation.Panel(
                panel.connected(),
                panel.port(),
                panel.firmware(),
                panel.lamp(),
                silentSince == null ? null : (nowNanos - silentSince) / NANOS_A_SECOND);
    }

    private static Situation.Tunnel tunnel(Tunnel tunnel) {
        TunnelHealth health = tunnel.health();
        return new Situation.Tunnel(
                tunnel.kind().toString(),
                tunnel.state().toString(),
                tunnel.server(),
                tunnel.version(),
                tunnel.sentence(),
                health == null ? null : health.latencySeconds(),
                health == null ? null : health.rates(),
                Optional.ofNullable(tunnel.steered())
                        .map(how -> new Situation.Steering(how.mode(), how.transport(), how.changed()))
                        .orElse(null));
    }

    private static Situation.Link link(Link link, LinkVerdict verdict) {
        LinkHealth health = link.health();
        Optional<DataCap> cap = link.tightestCap();
        return new Situation.Link(
                link.id(),
                link.name(),
                link.type(),
                verdict.verdict(),
                verdict.reason(),
                link.up(),
                link.standing().usable(),
                link.carrying(),
                link.standing().captive(),
                health.sendBitsPerSecond(),
                health.receiveBitsPerSecond(),
                health.latencySeconds(),
                health.jitterSeconds(),
                health.lossSend(),
                health.lossReceive(),
                health.inFlightBytes(),
                health.mos(),
                health.congested(),
                cap.map(DataCap::usedBytes).orElse(null),
                cap.map(DataCap::limitBytes).orElse(null),
                link.policy());
    }
}
