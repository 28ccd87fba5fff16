package dev.rucksack.control.bonding;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkVerdictTests {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // latency, jitter, lossSend, lossReceive, inFlight, mos, congested
                "-, -, -, -, -, -, -, GOOD, -",
                "0.046, 0.007, 0.001, 0, 1000, 4.3, false, GOOD, -",
                "0.150, 0.030, 0.010, 0.010, 1000, 3.6, false, GOOD, -",
                "0.151, -, -, -, 1000, -, -, WEAK, 151 ms behind",
                "0.301, -, -, -, 1000, -, -, BAD, 301 ms behind",
                "0.900, -, -, -, 0, -, -, GOOD, -",
                "0.900, -, -, -, -, -, -, BAD, 900 ms behind",
                "-, 0.031, -, -, -, -, -, WEAK, unsteady",
                "-, 0.061, -, -, -, -, -, BAD, unsteady",
                "-, -, 0.011, -, -, -, -, WEAK, loses 1.1 %",
                "-, -, -, 0.064, -, -, -, BAD, loses 6 %",
                "-, -, -, -, -, 3.5, -, WEAK, unsteady",
                "-, -, -, -, -, 3.0, -, BAD, unsteady",
                "-, -, -, -, -, -, true, WEAK, full"
            })
    void judgesByThresholds(
            @Nullable Double latency,
            @Nullable Double jitter,
            @Nullable Double lossSend,
            @Nullable Double lossReceive,
            @Nullable Double inFlight,
            @Nullable Double mos,
            @Nullable Boolean congested,
            Verdict verdict,
            @Nullable String reason) {
        LinkHealth health =
                new LinkHealth(latency, jitter, lossSend, lossReceive, null, null, inFlight, mos, congested, null);
        assertThat(LinkVerdict.of(link(true, health))).isEqualTo(new LinkVerdict(verdict, reason));
    }

    @Test
    void downIsDownWhateverItsLastValues() {
        assertThat(LinkVerdict.of(link(false, LinkHealth.UNKNOWN)).verdict()).isEqualTo(Verdict.DOWN);
        DataCap full = new DataCap(DataCap.Period.MONTH, 10, 10L);
        assertThat(LinkVerdict.of(link(false, LinkHealth.UNKNOWN, full)))
                .isEqualTo(new LinkVerdict(Verdict.DOWN, "data used up"));
    }

    @Test
    void whatIsWrongBesideTheFiguresIsTheReason() {
        assertThat(LinkVerdict.of(Tunnels.link("usb0", Link.Standing.down("no address yet"), LinkHealth.UNKNOWN)))
                .isEqualTo(new LinkVerdict(Verdict.DOWN, "no address yet"));
        Link.Standing silent = new Link.Standing(true, false, true, null, "no answer");
        assertThat(LinkVerdict.of(Tunnels.link("usb0", silent, LinkHealth.UNKNOWN)))
                .isEqualTo(new LinkVerdict(Verdict.BAD, "no answer"));
        Link.Standing captive = new Link.Standing(true, false, false, true, null);
        assertThat(LinkVerdict.of(Tunnels.link("usb0", captive, LinkHealth.UNKNOWN)))
                .isEqualTo(new LinkVerdict(Verdict.DOWN, "wants a sign-in"));
    }

    private static Link link(boolean up, LinkHealth health, DataCap... caps) {
        return Tunnels.link("usb0", up, health, caps);
    }
}
