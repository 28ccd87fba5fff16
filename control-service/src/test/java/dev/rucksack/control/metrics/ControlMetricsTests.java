package dev.rucksack.control.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rucksack.control.bonding.BondingMode;
import dev.rucksack.control.bonding.DataCap;
import dev.rucksack.control.bonding.Link;
import dev.rucksack.control.bonding.LinkHealth;
import dev.rucksack.control.bonding.LinkPolicy;
import dev.rucksack.control.bonding.LinkVerdict;
import dev.rucksack.control.bonding.NoBond;
import dev.rucksack.control.bonding.Priority;
import dev.rucksack.control.bonding.RateFinding;
import dev.rucksack.control.bonding.Steered;
import dev.rucksack.control.bonding.StreamHealth;
import dev.rucksack.control.bonding.Transport;
import dev.rucksack.control.bonding.Tunnel;
import dev.rucksack.control.bonding.TunnelHealth;
import dev.rucksack.control.bonding.TunnelState;
import dev.rucksack.control.bonding.Tunnels;
import dev.rucksack.control.desk.Desk;
import dev.rucksack.control.desk.OrderOutcome;
import dev.rucksack.control.desk.OrderSource;
import dev.rucksack.control.desk.Situation;
import dev.rucksack.control.encoder.Wanted;
import dev.rucksack.control.panel.PanelWatch;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** By the words of a scrape, as Prometheus reads them. */
class ControlMetricsTests {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ControlMetrics metrics = new ControlMetrics(registry, registry.getPrometheusRegistry());
    private final List<Consumer<Situation>> listeners = new ArrayList<>();
    private Tunnel tunnel = new NoBond().tunnel();
    private boolean reachable = true;

    @BeforeEach
    void watch() {
        metrics.watch(new SteadyDesk(), () -> tunnel);
    }

    @Test
    void namesAreTheDesigns() {
        see(link("Vodafone", health(0.046, 0.004)));
        metrics.event(PanelWatch.Event.PRESS_A);
        metrics.lampLag(12_000_000);
        metrics.cliError("show adapters", "3841");
        assertThat(scrape())
                .contains(
                        "rucksack_link_up{link=\"Vodafone\"} 1.0",
                        "rucksack_link_latency_seconds{link=\"Vodafone\"} 0.046",
                        "rucksack_link_jitter_seconds{link=\"Vodafone\"} 0.007",
                        "rucksack_link_loss_ratio{direction=\"send\",link=\"Vodafone\"} 0.004",
                        "rucksack_link_loss_ratio{direction=\"receive\",link=\"Vodafone\"} 0.0",
                        "rucksack_link_bytes_total{direction=\"send\",link=\"Vodafone\"} 123456.0",
                        "rucksack_link_bytes_total{direction=\"receive\",link=\"Vodafone\"} 789.0",
                        "rucksack_link_data_used_bytes{link=\"Vodafone\",period=\"day\"} 900.0",
                        "rucksack_link_data_limit_bytes{link=\"Vodafone\",period=\"day\"} 1000.0",
                        "rucksack_link_data_used_bytes{link=\"Vodafone\",period=\"month\"} 6200.0",
                        "rucksack_link_carrying{link=\"Vodafone\"} 1.0",
                        "rucksack_link_captive{link=\"Vodafone\"} 0.0",
                        "rucksack_link_congested{link=\"Vodafone\"} 0.0",
                        "rucksack_link_mos{link=\"Vodafone\"} 4.3",
                        "rucksack_link_in_flight_bytes{link=\"Vodafone\"} 24000.0",
                        "rucksack_link_verdict{link=\"Vodafone\",verdict=\"good\"} 1.0",
                        "rucksack_link_verdict{link=\"Vodafone\",verdict=\"down\"} 0.0",
                        "rucksack_links_usable 1.0",
                        "rucksack_links_caution{code=\"one-link\"} 1.0",
                        "rucksack_links_caution{code=\"captive-portal\"} 0.0",
                        "rucksack_tunnel_state{state=\"connected\"} 1.0",
                        "rucksack_tunnel_state{state=\"logged-out\"} 0.0",
                        "rucksack_speedify_cli_errors_total{code=\"3841\",command=\"show adapters\"} 1.0",
                        "rucksack_panel_connected 1.0",
                        "rucksack_panel_events_total{event=\"press_a\"} 1.0",
                        "rucksack_panel_events_total{event=\"noise\"} 0.0",
                        "rucksack_panel_lamp_lag_seconds_bucket{le=\"0.025\"} 1",
                        "rucksack_panel_lamp_lag_seconds_count 1",
                        "rucksack_encoder_reachable 1.0")
                .containsPattern("rucksack_tunnel_last_event_timestamp_seconds 1\\.79\\d+E9");
    }

    /** What monitoring/prometheus/prometheus.yml does each second. */
    @Test
    void oneNameCanBeAskedForAlone() {
        see(link("Vodafone", health(0.046, 0.004)));
        var asked = registry.getPrometheusRegistry().scrape("rucksack_tunnel_state"::equals);
        assertThat(asked).singleElement().satisfies(family -> {
            assertThat(family.getMetadata().getName()).isEqualTo("rucksack_tunnel_state");
            assertThat(family.getDataPoints()).hasSize(TunnelState.values().length);
        });
    }

    @Test
    void theTunnelSaysHowItIsSetAndHowItFares() {
        Link link = new Link(
                "usb0",
                List.of(),
                "Vodafone",
                "Cellular",
                new Link.Standing(true, true, true, false, null, Transport.TCP),
                LinkHealth.UNKNOWN,
                List.of(),
                null,
                null,
                new LinkPolicy(Priority.NEVER, Priority.NEVER, null, null, null, null));
        see(Tunnels.speedify(TunnelState.CONNECTED, link)
                .with(new Steered(
                        BondingMode.STREAMING,
                        Transport.UDP,
                        List.of(),
                        null,
                        List.of(
                                new Steered.Unmet(Steered.Setting.PRIORITY, "usb0"),
                                new Steered.Unmet(Steered.Setting.STREAM, null))))
                .with(new TunnelHealth(
                        0.044,
                        new StreamHealth(Set.of(StreamHealth.Cause.LOSS), List.of(StreamHealth.Fare.POOR)),
                        new RateFinding(RateFinding.Unit.BYTES, RateFinding.Ground.MEASURED),
                        true)));
        metrics.feedEvent("unknown");
        assertThat(scrape())
                .contains(
                        "rucksack_tunnel_latency_seconds 0.044",
                        "rucksack_tunnel_stream_bad{cause=\"loss\"} 1.0",
                        "rucksack_tunnel_stream_bad{cause=\"cpu\"} 0.0",
                        "rucksack_tunnel_streams{health=\"poor\"} 1.0",
                        "rucksack_tunnel_streams{health=\"good\"} 0.0",
                        "rucksack_tunnel_mode{mode=\"streaming\"} 1.0",
                        "rucksack_tunnel_mode{mode=\"redundant\"} 0.0",
                        "rucksack_tunnel_transport{transport=\"udp\"} 1.0",
                        "rucksack_tunnel_unmet{setting=\"stream\"} 1.0",
                        "rucksack_tunnel_unmet{setting=\"mode\"} 0.0",
                        "rucksack_link_transport{link=\"Vodafone\",transport=\"tcp\"} 1.0",
                        "rucksack_link_transport{link=\"Vodafone\",transport=\"udp\"} 0.0",
                        "rucksack_link_priority{link=\"Vodafone\",priority=\"never\"} 1.0",
                        "rucksack_link_priority_differs{link=\"Vodafone\"} 1.0",
                        "rucksack_speedify_rates{ground=\"measured\",unit=\"bytes\"} 1.0",
                        "rucksack_speedify_feed_events_total{event=\"unknown\"} 1.0")
                .doesNotContain("rucksack_speedify_rates{ground=\"assumed\"", "transport=\"auto\",link");
        see(link("Vodafone", LinkHealth.UNKNOWN));
        assertThat(scrape())
                .doesNotContain("rucksack_tunnel_latency", "rucksack_tunnel_stream", "rucksack_tunnel_unmet")
                .doesNotContain("rucksack_tunnel_mode", "rucksack_tunnel_transport", "rucksack_link_transport")
                .doesNotContain("rucksack_link_priority", "rucksack_speedify_rates");
    }

    @Test
    void whatIsUnknownGivesNoSample() {
        assertThat(scrape()).doesNotContain("rucksack_link_", "rucksack_links_usable", "rucksack_tunnel_last_event");
        see(link("Vodafone", LinkHealth.UNKNOWN));
        assertThat(scrape())
                .contains("rucksack_link_up")
                .doesNotContain("latency", "jitter", "loss", "NaN")
                .doesNotContain("rucksack_link_data_limit_bytes{link=\"Vodafone\",period=\"month\"}");
    }

    @Test
    void aValueThatBecomesUnknownLosesItsSeries() {
        see(link("Vodafone", health(0.046, 0.004)));
        see(link("Vodafone", LinkHealth.UNKNOWN));
        assertThat(scrape()).contains("rucksack_link_up").doesNotContain("latency", "loss");
        see(link("Vodafone", health(0.05, null)));
        assertThat(scrape()).contains("rucksack_link_latency_seconds{link=\"Vodafone\"} 0.05");
    }

    @Test
    void aLinkThatVanishesLosesItsSeriesAndSixteenThatFlapLeaveNothing() {
        see(link("Vodafone", health(0.046, 0.004)), link("Telekom", health(0.06, 0.0)));
        see(link("Telekom", health(0.061, 0.0)));
        assertThat(scrape())
                .doesNotContain("Vodafone")
                .contains("rucksack_link_latency_seconds{link=\"Telekom\"} 0.061");
        see();
        long series = series();
        for (int round = 0; round < 50; round++) {
            Link[] links = new Link[16];
            for (int i = 0; i < links.length; i++) {
                links[i] = link("usb" + round + i, health(0.05, 0.0));
            }
            see(links);
        }
        see();
        assertThat(series()).isEqualTo(series);
        assertThat(scrape()).doesNotContain("rucksack_link_");
    }

    @Test
    void twoLinksOfOneNameDoNotSpoilTheScrape() {
        see(link("Vodafone", health(0.046, 0.004)), link("Vodafone", health(0.06, 0.0)));
        assertThat(scrape()).containsOnlyOnce("rucksack_link_up{link=\"Vodafone\"} 1.0");
    }

    @Test
    void anEncoderThatIsNotHeardIsZero() {
        reachable = false;
        assertThat(scrape()).contains("rucksack_encoder_reachable 0.0");
    }

    private long series() {
        return scrape().lines().filter(line -> !line.startsWith("#")).count();
    }

    private String scrape() {
        return registry.scrape();
    }

    private void see(Link... links) {
        see(Tunnels.speedify(TunnelState.CONNECTED, Instant.parse("2026-11-22T08:00:00Z"), links));
    }

    private void see(Tunnel news) {
        tunnel = news;
        Situation situation = new SteadyDesk().situation();
        listeners.forEach(listener -> listener.accept(situation));
    }

    private static Link link(String name, LinkHealth health) {
        return new Link(
                name,
                List.of(),
                name,
                "Cellular",
                new Link.Standing(true, true, true, false, null),
                health,
                List.of(new DataCap(DataCap.Period.DAY, 900, 1_000L), new DataCap(DataCap.Period.MONTH, 6_200, null)),
                123_456L,
                789L);
    }

    private static Situation.Link judged(Link link) {
        LinkVerdict verdict = LinkVerdict.of(link);
        return new Situation.Link(
                link.id(),
                link.name(),
                link.type(),
                verdict.verdict(),
                verdict.reason(),
                true,
                true,
                true,
                false,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static LinkHealth health(@Nullable Double latency, @Nullable Double loss) {
        return new LinkHealth(latency, 0.007, loss, loss == null ? null : 0.0, null, null, 24_000.0, 4.3, false, null);
    }

    private final class SteadyDesk implements Desk {
        @Override
        public Situation situation() {
            return new Situation(
                    "boot",
                    1,
                    Instant.EPOCH,
                    "idle",
                    new Situation.Encoder(reachable, null, null),
                    new Situation.Panel(true, "/dev/ttyACM0", null, null, null),
                    new Situation.Tunnel("speedify", tunnel.state().toString(), null, null, null, null, null, null),
                    tunnel.links().stream().map(ControlMetricsTests::judged).toList(),
                    List.of(new Situation.Caution("one-link", "Only Vodafone carries.", null, null, true)),
                    List.of(),
                    false);
        }

        @Override
        public Subscription subscribe(Consumer<Situation> listener) {
            listeners.add(listener);
            listener.accept(situation());
            return () -> listeners.remove(listener);
        }

        @Override
        public OrderOutcome order(Wanted wanted, OrderSource source) {
            throw new UnsupportedOperationException();
        }
    }
}
