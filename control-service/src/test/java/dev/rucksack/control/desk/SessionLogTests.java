package dev.rucksack.control.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rucksack.control.bonding.BondingMode;
import dev.rucksack.control.bonding.Link;
import dev.rucksack.control.bonding.Steered;
import dev.rucksack.control.bonding.Tunnel;
import dev.rucksack.control.bonding.TunnelState;
import dev.rucksack.control.bonding.Tunnels;
import dev.rucksack.control.desk.Situation.LogEntry;
import dev.rucksack.control.desk.Situation.LogKind;
import dev.rucksack.control.encoder.EncoderReport;
import dev.rucksack.control.encoder.EncoderReport.Remark;
import dev.rucksack.control.panel.PanelState;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class SessionLogTests {

    private final SituationWriter writer = new SituationWriter("boot", false);
    private final SessionLog log = new SessionLog();
    private Instant at = Instant.parse("2026-11-22T08:00:00Z");
    private PanelState panel = PanelState.ABSENT;
    private Tunnel tunnel = Tunnels.stale(TunnelState.LOGGED_IN);

    @Test
    void tellsASession() {
        states("idle", "starting", "live", "slate", "live", "reconnecting", "live", "privacy", "live", "stopping");
        see(Reports.of("idle"), OrderSource.STRAP);
        assertThat(texts())
                .containsExactly(
                        "Live on Twitch",
                        "Camera gone. Slate, same connection",
                        "Camera back",
                        "Connection lost. Trying again",
                        "Back on Twitch",
                        "Private, picture and sound",
                        "Public again, picture and sound",
                        "Stopped from the strap");
        assertThat(log.entries())
                .extracting(LogEntry::kind)
                .containsExactly(
                        LogKind.LIVE,
                        LogKind.CAUTION,
                        LogKind.LIVE,
                        LogKind.CAUTION,
                        LogKind.LIVE,
                        LogKind.PRIVACY,
                        LogKind.LIVE,
                        LogKind.PLAIN);
    }

    @Test
    void aModeOfSpeedifyThatChangesIsTold() {
        Tunnel connected = Tunnels.speedify(TunnelState.CONNECTED);
        for (BondingMode mode :
                new BondingMode[] {null, BondingMode.SPEED, BondingMode.STREAMING, null, BondingMode.SPEED}) {
            tunnel = connected.with(new Steered(mode, null, List.of(), null));
            see(Reports.of("idle"), null);
        }
        assertThat(texts()).containsExactly("Speedify's mode is streaming");
    }

    @Test
    void theOperatorsOwnServerIsNoName() {
        states("idle", "starting");
        see(Reports.toOwnServer("live"), null);
        assertThat(texts()).containsExactly("Live on your server");
    }

    @Test
    void aRefusedKeyIsToldInTheEncodersWords() {
        states("idle", "starting", "fault");
        assertThat(texts()).containsExactly("Twitch refused the stream key.");
    }

    @Test
    void gettingHotIsOneCautionWhateverTheDegrees() {
        states("idle", "live");
        see(Reports.of("live", Reports.TOO_HOT), null);
        see(Reports.of("live", new Remark("too-hot", "Too hot: 84 °C, slowing down.", null, null, true)), null);
        assertThat(texts()).containsExactly("Live on Twitch", "Too hot: 83 °C, slowing down.");
    }

    @Test
    void anEncoderThatIsGoneAndComesBackIsToldAndAStateThatWentOnIsNotToldAgain() {
        states("idle", "live");
        see(null, null);
        states("live");
        assertThat(texts()).containsExactly("Live on Twitch", "No news from the encoder", "The encoder is heard again");
    }

    @Test
    void anEncoderThatBeganAnewSaysWhatItMadeOfTheOrder() {
        states("idle", "live");
        see(Reports.anew("reconnecting", "Live again by itself after a restart."), null);
        see(Reports.anew("live", "Live again by itself after a restart."), null);
        assertThat(texts())
                .containsExactly("Live on Twitch", "Live again by itself after a restart.", "Back on Twitch");
    }

    @Test
    void oneThatDidNotGoOnWasNotStoppedByAnybody() {
        states("idle", "live");
        see(Reports.anew("idle", "Not live again after a restart."), OrderSource.STRAP);
        assertThat(texts()).containsExactly("Live on Twitch", "Not live again after a restart.");
    }

    @Test
    void theBoardAndTheLinksComeAndGo() {
        states("idle");
        panel = new PanelState(true, "/dev/ttyACM0", null, null, null, false);
        tunnel = connected("Vodafone", "Telekom");
        states("idle");
        panel = PanelState.ABSENT;
        tunnel = connected("Vodafone");
        states("idle");
        assertThat(texts())
                .containsExactly(
                        "Strap plugged in",
                        "Speedify connected, de-frankfurt-7",
                        "Vodafone joined",
                        "Telekom joined",
                        "Strap unplugged",
                        "Telekom is down; the others carry.");
    }

    @Test
    void whatFlapsIsToldOnceAMinuteAndTheLogStaysShort() {
        states("idle");
        for (int i = 0; i < 1_000; i++) {
            tunnel = i % 2 == 0 ? connected("Vodafone", "Telekom") : connected("Vodafone");
            states("idle");
        }
        assertThat(texts())
                .filteredOn("Telekom is down; the others carry."::equals)
                .hasSizeLessThanOrEqualTo(17);
        for (int i = 0; i < 1_000; i++) {
            log.add(at, LogKind.PLAIN, "line " + i);
        }
        assertThat(log.entries()).hasSize(SessionLog.LENGTH);
        assertThat(texts()).endsWith("line 999");
    }

    @Test
    void theStrapsNoiseIsToldOnceInTenMinutesHereAndInTheLog(CapturedOutput output) {
        String sentence = "The strap sends noise; a press on it may be lost.";
        states("live");
        for (int second = 1; second <= 601; second++) {
            panel = new PanelState(true, "/dev/ttyACM0", null, null, null, second % 100 == 0);
            states("live");
            if (second == 600) {
                assertThat(texts()).containsOnlyOnce(sentence);
                assertThat(output.getOut()).containsOnlyOnce(sentence);
            }
        }
        panel = new PanelState(true, "/dev/ttyACM0", null, null, null, false);
        at = at.plus(Duration.ofMinutes(2));
        states("live");
        panel = new PanelState(true, "/dev/ttyACM0", null, null, null, true);
        states("live");
        assertThat(texts()).filteredOn(sentence::equals).hasSize(2);
        assertThat(output.getOut())
                .contains("WARN")
                .contains("board-noise: " + sentence + " Unplug it and plug it in again.");
    }

    @Test
    void whatTheEncoderWarnsOfIsInItsOwnLogAndNotInOursToo(CapturedOutput output) {
        states("live");
        see(Reports.of("live", Reports.TOO_HOT), null);
        assertThat(texts()).contains(Reports.TOO_HOT.sentence());
        assertThat(output.getOut()).doesNotContain(Reports.TOO_HOT.sentence());
    }

    private void states(String... states) {
        Arrays.stream(states).forEach(state -> see(Reports.of(state), null));
    }

    private void see(@Nullable EncoderReport report, @Nullable OrderSource lastOrder) {
        at = at.plus(Duration.ofSeconds(1));
        log.observe(writer.write(new SituationWriter.Seen(report, 0, panel, tunnel), at, 0), lastOrder);
    }

    private List<String> texts() {
        return log.entries().stream().map(LogEntry::text).toList();
    }

    private Tunnel connected(String... links) {
        return Tunnels.speedify(
                TunnelState.CONNECTED,
                at,
                Arrays.stream(links).map(name -> Tunnels.link(name, true)).toArray(Link[]::new));
    }
}
