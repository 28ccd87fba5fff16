package dev.rucksack.control.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rucksack.control.bonding.DataCap;
import dev.rucksack.control.bonding.Link;
import dev.rucksack.control.bonding.LinkHealth;
import dev.rucksack.control.bonding.Tunnel;
import dev.rucksack.control.bonding.TunnelState;
import dev.rucksack.control.bonding.Verdict;
import dev.rucksack.control.desk.SituationWriter.Seen;
import dev.rucksack.control.encoder.EncoderReport;
import dev.rucksack.control.panel.Lamp;
import dev.rucksack.control.panel.PanelState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SituationWriterTests {

    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static final long SECOND = 1_000_000_000L;
    private static final Tunnel NO_TUNNEL =
            new Tunnel(Tunnel.Kind.NONE, TunnelState.UNKNOWN, null, null, null, null, List.of());

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
        Link link = new Link(
                "usb0",
                "Vodafone",
                "Cellular",
                true,
                true,
                health,
                List.of(
                        new DataCap(DataCap.Period.DAY, 900, 1_000L),
                        new DataCap(DataCap.Period.MONTH, 6_200, 20_000L)),
                null,
                null);
        Situation.Link written = write(tunnel(link)).links().get(0);
        assertThat(written)
                .isEqualTo(new Situation.Link(
                        "usb0",
                        "Vodafone",
                        "Cellular",
                        Verdict.BAD,
                        "loses 5 %",
                        true,
                        true,
                        3.4e6,
                        1e3,
                        0.046,
                        0.007,
                        0.05,
                        0.0,
                        900L,
                        1_000L));
    }

    @Test
    void aLinkThatWasUpAndIsDownIsACautionButOneThatNeverWasIsNot() {
        assertThat(write(tunnel(link("usb0", true), link("wlan0", false))).cautions())
                .isEmpty();
        assertThat(write(tunnel(link("usb0", false), link("wlan0", false))).cautions())
                .extracting(Situation.Caution::sentence)
                .containsExactly("No link. Viewers wait; the recording goes on.");
        assertThat(write(tunnel(link("usb0", false), link("wlan0", true))).cautions())
                .extracting(Situation.Caution::sentence)
                .containsExactly("usb0 is down; the others carry.");
    }

    @Test
    void aCapThatIsReachedAndASignedOutSpeedifyAreCautions() {
        Link full = new Link(
                "usb0",
                "Telekom",
                null,
                false,
                false,
                LinkHealth.UNKNOWN,
                List.of(new DataCap(DataCap.Period.MONTH, 10_000_000_001L, 10_000_000_000L)),
                null,
                null);
        Tunnel signedOut =
                new Tunnel(Tunnel.Kind.SPEEDIFY, TunnelState.LOGGED_OUT, null, null, null, null, List.of(full));
        assertThat(write(signedOut).cautions())
                .extracting(Situation.Caution::code, Situation.Caution::sentence)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "speedify-signed-out", "Speedify is signed out; only one link carries."),
                        org.assertj.core.groups.Tuple.tuple("data-cap", "Telekom has used its 10 GB and rests."));
    }

    @Test
    void aSilentBoardIsToldWithItsSilence() {
        PanelState silent = new PanelState(true, "/dev/ttyACM0", "rucksack 1", Lamp.LIVE, 1 * SECOND);
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
        return writer.write(new Seen(null, 0, PanelState.ABSENT, tunnel), NOW, 0);
    }

    private static Tunnel tunnel(Link... links) {
        return new Tunnel(
                Tunnel.Kind.SPEEDIFY, TunnelState.CONNECTED, "de-frankfurt-7", "16.4", null, NOW, List.of(links));
    }

    private static Link link(String name, boolean up) {
        return new Link(name, name, null, up, up, LinkHealth.UNKNOWN, List.of(), null, null);
    }
}
