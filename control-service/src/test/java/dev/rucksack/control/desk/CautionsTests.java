package dev.rucksack.control.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.rucksack.control.bonding.DataCap;
import dev.rucksack.control.bonding.Link;
import dev.rucksack.control.bonding.LinkHealth;
import dev.rucksack.control.bonding.NoBond;
import dev.rucksack.control.bonding.RateFinding;
import dev.rucksack.control.bonding.Steered;
import dev.rucksack.control.bonding.Tunnel;
import dev.rucksack.control.bonding.TunnelHealth;
import dev.rucksack.control.bonding.TunnelState;
import dev.rucksack.control.bonding.Tunnels;
import dev.rucksack.control.desk.Situation.Caution;
import dev.rucksack.control.panel.PanelState;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CautionsTests {

    private static final long SECOND = 1_000_000_000L;
    private static final Link PHONE = Tunnels.link("Vodafone", true);
    private static final Link PHONE_DOWN = Tunnels.link("Vodafone", false);
    private static final Link OTHER = Tunnels.link("Telekom", true);
    private static final Link OTHER_DOWN = Tunnels.link("Telekom", false);

    private final Cautions cautions = new Cautions();
    private long now;

    @Test
    void aLinkThatWasUpAndIsDownIsACautionButOneThatNeverWasIsNot() {
        assertThat(idle(Tunnels.kernel(PHONE, OTHER_DOWN))).isEmpty();
        assertThat(idle(Tunnels.kernel(PHONE_DOWN, OTHER))).containsExactly("Vodafone is down; the others carry.");
        assertThat(idle(Tunnels.kernel(PHONE_DOWN, OTHER_DOWN)))
                .containsExactly("No link. Viewers wait; the recording goes on.");
        assertThat(idle(Tunnels.kernel(PHONE, OTHER))).isEmpty();
    }

    @Test
    void whatSpeedifyDidNotDoForUsIsOneCaution() {
        Tunnel tunnel = Tunnels.speedify(TunnelState.CONNECTED, PHONE);
        assertThat(idle(tunnel.with(Steered.UNKNOWN))).isEmpty();
        Steered refused = new Steered(null, null, List.of(), new Steered.Trouble("It did not.", false));
        assertThat(cautions.of(
                        new Cautions.Stream(List.of(), false, false), PanelState.ABSENT, tunnel.with(refused), now))
                .containsExactly(new Caution(
                        "speedify-steering", "It did not.", "Look at it in Speedify's settings.", "speedify", false));
    }

    @Test
    void anUnpluggedLinkIsToldForAMinute() {
        idle(Tunnels.kernel(PHONE, OTHER));
        assertThat(idle(Tunnels.kernel(OTHER))).containsExactly("Vodafone is down; the others carry.");
        assertThat(idle(Tunnels.kernel())).containsExactly("No link. Viewers wait; the recording goes on.");
        now += LinkMemory.REMEMBERED_NANOS - SECOND;
        assertThat(idle(Tunnels.kernel(OTHER))).containsExactly("Vodafone is down; the others carry.");
        now += SECOND;
        assertThat(idle(Tunnels.kernel(OTHER))).isEmpty();
        // back and gone again, it is told again
        idle(Tunnels.kernel(PHONE, OTHER));
        assertThat(idle(Tunnels.kernel(OTHER))).containsExactly("Vodafone is down; the others carry.");
    }

    @Test
    void whatIsNotKnownIsNotHeldAgainstALink() {
        idle(Tunnels.speedify(TunnelState.CONNECTED, PHONE, OTHER));
        assertThat(idle(Tunnels.stale(TunnelState.CONNECTED))).containsExactly("Speedify tells nothing of the links.");
        assertThat(idle(Tunnels.speedify(TunnelState.CONNECTED, PHONE, OTHER))).isEmpty();
    }

    @Test
    void anotherBondStartsAnew() {
        idle(Tunnels.speedify(TunnelState.CONNECTED, PHONE, OTHER));
        assertThat(idle(Tunnels.kernel(Tunnels.link("eth0", true)))).isEmpty();
    }

    @Test
    void onlyOneLeftOfSeveralMattersWhileTheStreamIsWanted() {
        idle(Tunnels.kernel(PHONE));
        assertThat(live(Tunnels.kernel(PHONE))).isEmpty();
        assertThat(live(Tunnels.kernel(PHONE, OTHER))).isEmpty();
        assertThat(live(Tunnels.kernel(OTHER)))
                .containsExactly("Vodafone is down; the others carry.", "Only Telekom carries.");
        now += LinkMemory.REMEMBERED_NANOS;
        assertThat(live(Tunnels.kernel(OTHER))).containsExactly("Only Telekom carries.");
        assertThat(idle(Tunnels.kernel(OTHER))).isEmpty();
        assertThat(live(Tunnels.kernel(OTHER))).isEmpty();
    }

    @Test
    void aLinkThatIsConnectedAndCannotCarryIsNotUsable() {
        Link.Standing silent = new Link.Standing(true, false, false, null, "no answer");
        live(Tunnels.kernel(PHONE, OTHER));
        assertThat(live(Tunnels.kernel(PHONE, Tunnels.link("Telekom", silent, LinkHealth.UNKNOWN))))
                .containsExactly("Only Vodafone carries.");
    }

    @Test
    void whatIsSaidOfLinksWhileOnAirNeverDeniesIt() {
        onAir(Tunnels.kernel(PHONE, OTHER));
        assertThat(onAir(Tunnels.kernel(PHONE_DOWN, OTHER_DOWN)))
                .containsExactly("Every link is down, but you are still on air.");
        assertThat(live(Tunnels.kernel(PHONE_DOWN, OTHER_DOWN)))
                .containsExactly("No link. Viewers wait; the recording goes on.");
    }

    @Test
    void thatNoLinkCanCarryThoughOneIsUpIsToldAfterItsPatience() {
        Link silent =
                Tunnels.link("Telekom", new Link.Standing(true, false, false, null, "no answer"), LinkHealth.UNKNOWN);
        for (Tunnel none : List.of(Tunnels.kernel(silent), Tunnels.speedify(TunnelState.CONNECTED, silent))) {
            assertThat(live(none)).isEmpty();
            now += Cautions.PATIENCE_NANOS - 1;
            assertThat(live(none)).isEmpty();
            now += 1;
            assertThat(live(none)).containsExactly("Links are up, but none of them can carry the stream.");
            assertThat(onAir(none)).containsExactly("You are on air, but by none of the links below.");
            assertThat(live(none.with(List.of(OTHER)))).isEmpty();
            assertThat(live(none)).as("its patience begins anew").isEmpty();
            now += Cautions.PATIENCE_NANOS;
            assertThat(live(none)).hasSize(1);
            live(none.with(List.of(OTHER)));
        }
    }

    @Test
    void thatNothingCanCarryIsSaidOfSpeedifyWhereItIsNotConnectedAndOfNoLinkThatIsNotThere() {
        Link waiting = Tunnels.link("Telekom", new Link.Standing(true, false, false, null, null), LinkHealth.UNKNOWN);
        for (Tunnel none : List.of(
                Tunnels.speedify(TunnelState.LOGGED_OUT, waiting),
                Tunnels.stale(TunnelState.CONNECTED),
                Tunnels.kernel(),
                new NoBond().tunnel())) {
            live(none);
            now += Cautions.PATIENCE_NANOS;
            assertThat(all(true, none)).extracting(Caution::code).doesNotContain(Cautions.NO_LINK_CARRIES);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "LOGGED_OUT, 0, Speedify is signed out; only one link carries.",
        "OVERLIMIT, 0, Speedify's volume is used up; only one link carries.",
        "UNREACHABLE, 0, Speedify does not answer; only one link carries.",
        "LOGGED_IN, 10, Speedify is not connected; only one link carries.",
        "CONNECTING, 10, Speedify is not connected; only one link carries.",
        "DISCONNECTING, 10, Speedify is not connected; only one link carries.",
        "UNKNOWN, 10, Speedify is not connected; only one link carries."
    })
    void aTunnelThatIsNotConnectedIsACautionAfterItsPatience(TunnelState state, long seconds, String sentence) {
        assertThat(idle(Tunnels.stale(state)).contains(sentence)).isEqualTo(seconds == 0);
        now += seconds * SECOND - 1;
        assertThat(idle(Tunnels.stale(state)).contains(sentence)).isEqualTo(seconds == 0);
        now += 1;
        assertThat(idle(Tunnels.stale(state))).containsExactly(sentence);
        assertThat(idle(Tunnels.speedify(TunnelState.CONNECTED))).isEmpty();
    }

    @Test
    void withoutABondNothingIsMissing() {
        now += 60 * SECOND;
        assertThat(idle(Tunnels.stale(TunnelState.NOT_INSTALLED))).isEmpty();
        assertThat(idle(Tunnels.kernel())).isEmpty();
        assertThat(idle(new NoBond().tunnel())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "14.9, true, -, -",
                "15, true, data-cap-75, Vodafone has used 75 % of its 20 GB.",
                "18, true, data-cap-90, Vodafone has used 90 % of its 20 GB.",
                "20, false, data-cap, Vodafone has used its 20 GB and rests.",
                "20, true, data-cap, Vodafone has used its 20 GB and is slowed down."
            })
    void aCapIsToldAtThreeQuartersAtNineTenthsAndWhenItIsReached(
            double gigabytes, boolean up, String code, String sentence) {
        DataCap cap = new DataCap(DataCap.Period.MONTH, (long) (gigabytes * 1e9), 20_000_000_000L);
        idle(Tunnels.kernel(PHONE, OTHER));
        List<Caution> told = all(false, Tunnels.kernel(Tunnels.link("Vodafone", up, LinkHealth.UNKNOWN, cap), OTHER));
        assertThat(told).extracting(Caution::code).isEqualTo(code == null ? List.of() : List.of(code));
        assertThat(told).extracting(Caution::sentence).isEqualTo(code == null ? List.of() : List.of(sentence));
    }

    @Test
    void aSignInPageIsToldByTheLinksName() {
        Link.Standing captive = new Link.Standing(true, false, false, true, null);
        assertThat(idle(Tunnels.kernel(Tunnels.link("Hotel", captive, LinkHealth.UNKNOWN), OTHER)))
                .containsExactly("Hotel wants a sign-in page.");
    }

    @Test
    void aBoardThatSendsNoiseIsOneCautionWhileItDoes() {
        assertThat(cautions.of(new Cautions.Stream(List.of(), true, true), board(true), Tunnels.kernel(PHONE), now))
                .containsExactly(new Caution(
                        "board-noise",
                        "The strap sends noise; a press on it may be lost.",
                        "Unplug it and plug it in again. Until then press on the page.",
                        null,
                        true));
        assertThat(cautions.of(new Cautions.Stream(List.of(), true, true), board(false), Tunnels.kernel(PHONE), now))
                .isEmpty();
    }

    private static PanelState board(boolean noisy) {
        return new PanelState(true, "/dev/ttyACM0", "rucksack 1", null, null, noisy);
    }

    @Test
    void whatCannotBeReadOfSpeedifyIsOneCautionUnlessTheBondSaysMore() {
        TunnelHealth noisy =
                new TunnelHealth(null, null, new RateFinding(RateFinding.Unit.BITS, RateFinding.Ground.ASSUMED), true);
        assertThat(all(false, Tunnels.speedify(TunnelState.CONNECTED, PHONE).with(noisy)))
                .extracting(Caution::code, Caution::sentence)
                .containsExactly(tuple(
                        "speedify-noise",
                        "Some of what Speedify says cannot be read; figures of links may come late."));
        assertThat(idle(Tunnels.stale(TunnelState.CONNECTED).with(noisy)))
                .containsExactly("Speedify tells nothing of the links.");
    }

    @Test
    void everyCodeIsKnownToTheMetrics() {
        assertThat(Situation.OWN_CAUTIONS).contains(Cautions.LINK_DOWN, Cautions.UNREACHABLE, Cautions.CAP_75);
    }

    private List<String> idle(Tunnel tunnel) {
        return all(false, tunnel).stream().map(Caution::sentence).toList();
    }

    private List<String> live(Tunnel tunnel) {
        return all(true, tunnel).stream().map(Caution::sentence).toList();
    }

    private List<String> onAir(Tunnel tunnel) {
        return cautions.of(new Cautions.Stream(List.of(), true, true), PanelState.ABSENT, tunnel, now).stream()
                .map(Caution::sentence)
                .toList();
    }

    private List<Caution> all(boolean wanted, Tunnel tunnel) {
        return cautions.of(new Cautions.Stream(List.of(), wanted, false), PanelState.ABSENT, tunnel, now);
    }
}
