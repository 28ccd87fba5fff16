package dev.rucksack.control.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rucksack.control.bonding.DataCap;
import dev.rucksack.control.bonding.Link;
import dev.rucksack.control.bonding.LinkHealth;
import dev.rucksack.control.bonding.NoBond;
import dev.rucksack.control.bonding.Tunnel;
import dev.rucksack.control.bonding.TunnelState;
import dev.rucksack.control.bonding.Tunnels;
import dev.rucksack.control.bonding.Verdict;
import dev.rucksack.control.desk.SituationWriter.Seen;
import dev.rucksack.control.encoder.EncoderReport;
import dev.rucksack.control.panel.Lamp;
import dev.rucksack.control.panel.PanelState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SituationWriterTests {

    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static final long SECOND = 1_000_000_000L;
    private static final Tunnel NO_TUNNEL = new NoBond().tunnel();

    private final SituationWriter writer = new SituationWriter("boot", false);

    @ParameterizedTest
    @CsvSource({
        "idle, idle, IDLE",
        "starting, starting, STARTING",
        "stopping, stopping, STOPPING",
        "live, live, LIVE",
        "reconnecting, reconnecting, RECONNECTING",
        "slate, slate, SLATE",
        "privacy, privacy, PRIVACY",
        "fault, fault, FAULT",
        "a-later-word, a-later-word, STALE"
    })
    void theLampIsTheEncodersState(String reported, String state, Lamp lamp) {
        Situation situation = write(Reports.of(reported), SECOND);
        assertThat(situation.state()).isEqualTo(state);
        assertThat(LampPolicy.of(situation)).isEqualTo(lamp);
    }

    @Test
    void liveAndTooHotIsHotButIdleAndTooHotIsIdle() {
        assertThat(write(Reports.of("live", Reports.TOO_HOT), 0).state()).isEqualTo("hot");
        assertThat(write(Reports.of("idle", Reports.TOO_HOT), 0).state()).isEqualTo("idle");
    }

    @Test
    void twoSecondsWithoutNewsAreStaleAndTheLastReportIsKept() {
        EncoderReport live = Reports.of("live", Reports.TOO_HOT);
        assertThat(write(live, 2 * SECOND - 1).encoder().unreachableSeconds()).isNull();
        Situation stale = write(live, 2 * SECOND);
        assertThat(stale.state()).isEqualTo("stale");
        assertThat(LampPolicy.of(stale)).isEqualTo(Lamp.STALE);
        assertThat(stale.encoder()).isEqualTo(new Situation.Encoder(false, 2.0, live.whole()));
        assertThat(stale.cautions()).isEmpty();
    }

    @Test
    void anEncoderNeverHeardIsStaleFromTheFirstMoment() {
        assertThat(write(null, 0).state()).isEqualTo("stale");
        assertThat(write(null, 5 * SECOND).encoder()).isEqualTo(new Situation.Encoder(false, 5.0, null));
    }

    @Test
    void aLinkHasItsHealthAndItsTightestCap() {
        LinkHealth health = new LinkHealth(0.046, 0.007, 0.05, 0.0, 3.4e6, 1e3, 24e3, 4.3, false, 12e6);
        Link link = Tunnels.link(
                        "usb0",
                        true,
                        health,
                        new DataCap(DataCap.Period.DAY, 900, 1_000L),
                        new DataCap(DataCap.Period.MONTH, 6_200, 20_000L))
                .named("Vodafone");
        Situation.Link written =
                write(Tunnels.speedify(TunnelState.CONNECTED, link)).links().get(0);
        assertThat(written)
                .isEqualTo(new Situation.Link(
                        "usb0",
                        "Vodafone",
                        "Cellular",
                        Verdict.BAD,
                        "loses 5 %",
                        true,
                        true,
                        true,
                        null,
                        3.4e6,
                        1e3,
                        0.046,
                        0.007,
                        0.05,
                        0.0,
                        24e3,
                        4.3,
                        false,
                        900L,
                        1_000L,
                        null));
    }

    @Test
    void aVerdictDoesNotFlicker() {
        Tunnel lossy = Tunnels.kernel(Tunnels.link("usb0", true, Tunnels.losing(0.02)));
        assertThat(at(0, Tunnels.kernel(Tunnels.link("usb0", true)))
                        .links()
                        .get(0)
                        .verdict())
                .isEqualTo(Verdict.GOOD);
        assertThat(at(1 * SECOND, lossy).links().get(0).verdict()).isEqualTo(Verdict.GOOD);
        assertThat(at(11 * SECOND, lossy).links().get(0).verdict()).isEqualTo(Verdict.WEAK);
    }

    @ParameterizedTest
    @CsvSource({
        "link-down, HOT",
        "one-link, HOT",
        "captive-portal, HOT",
        "data-cap, HOT",
        "data-cap-90, HOT",
        "data-cap-75, HOT",
        "speedify-unreachable, HOT",
        "speedify-signed-out, HOT",
        "speedify-overlimit, HOT",
        "speedify-not-connected, HOT",
        "speedify-silent, HOT",
        "speedify-steering, LIVE",
        "no-link-carries, LIVE",
        "speedify-noise, LIVE",
        "board-noise, LIVE",
        "no-audio-device, LIVE"
    })
    void liveWithTroubleAmongTheLinksHasItsLamp(String code, Lamp lamp) {
        EncoderReport.Remark remark = new EncoderReport.Remark(code, "Something.", null, null, true);
        Situation live = write(Reports.of("live", remark), 0);
        assertThat(LampPolicy.of(live)).isEqualTo(lamp);
        assertThat(live.state()).isEqualTo("live");
        assertThat(LampPolicy.of(write(Reports.of("idle", remark), 0))).isEqualTo(Lamp.IDLE);
    }

    @Test
    void aSilentBoardIsToldWithItsSilence() {
        PanelState silent = new PanelState(true, "/dev/ttyACM0", "rucksack 1", Lamp.LIVE, 1 * SECOND, false);
        Situation situation = writer.write(new Seen(null, 0, silent, NO_TUNNEL), NOW, 5 * SECOND);
        assertThat(situation.panel())
                .isEqualTo(new Situation.Panel(true, "/dev/ttyACM0", "rucksack 1", Lamp.LIVE, 4.0));
    }

    @Test
    void theSequenceGrows() {
        assertThat(write(null, 0).sequence()).isLessThan(write(null, 0).sequence());
    }

    private Situation write(@Nullable EncoderReport report, long silenceNanos) {
        return writer.write(new Seen(report, 0, PanelState.ABSENT, NO_TUNNEL), NOW, silenceNanos);
    }

    private Situation write(Tunnel tunnel) {
        return at(0, tunnel);
    }

    private Situation at(long nowNanos, Tunnel tunnel) {
        return writer.write(new Seen(null, 0, PanelState.ABSENT, tunnel), NOW, nowNanos);
    }
}
