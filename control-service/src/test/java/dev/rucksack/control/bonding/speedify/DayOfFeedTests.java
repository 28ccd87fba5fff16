package dev.rucksack.control.bonding.speedify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rucksack.control.bonding.Link;
import dev.rucksack.control.bonding.LinkJudge;
import dev.rucksack.control.bonding.LinkVerdict;
import dev.rucksack.control.bonding.NoBond;
import dev.rucksack.control.bonding.Tunnel;
import dev.rucksack.control.bonding.Verdict;
import dev.rucksack.control.bonding.kernel.Interfaces;
import dev.rucksack.control.desk.Desk;
import dev.rucksack.control.desk.OrderOutcome;
import dev.rucksack.control.desk.OrderSource;
import dev.rucksack.control.desk.Situation;
import dev.rucksack.control.encoder.Wanted;
import dev.rucksack.control.metrics.ControlMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/**
 * A day of feed in fast motion, from its bytes to verdicts and metrics: sixteen links that are good, lose, leave and come back, one
 * of them under another name each hour; an event of a mebibyte and a broken one each hour.
 */
class DayOfFeedTests {

    private static final int LINKS = 16;
    private static final int DAY = (int) Duration.ofDays(1).toSeconds();
    private static final int HOUR = (int) Duration.ofHours(1).toSeconds();
    private static final int PHASE = (int) Duration.ofMinutes(1).toSeconds();
    /** As often as our Prometheus asks. */
    private static final int LOOK = 10;

    /** What the decoder holds between two documents: the beginning of a line. */
    private static final int LITTLE = 1 << 11;
    /** More than any link has. */
    private static final int MOST_SERIES_A_LINK = 40;

    private static final byte[] SESSION = bytes("[\"session_stats\",{\"current\":{\"bytesSent\":2890000000,"
            + "\"numFailovers\":4,\"streaming\":{\"totalStreams\":1}}}]\n\n");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ControlMetrics metrics = new ControlMetrics(registry, registry.getPrometheusRegistry());
    private final List<Consumer<Situation>> listeners = new ArrayList<>();
    private final LinkJudge judge = new LinkJudge();
    private final Set<Verdict> verdicts = EnumSet.noneOf(Verdict.class);
    private final Set<String> names = new HashSet<>();
    private final AtomicInteger unknown = new AtomicInteger();
    private long nanos;
    private final BondReading reading = new BondReading(
            new LinkReader(Map.of(), RateUnit.BITS, new Interfaces(Path.of("nowhere"))),
            event -> unknown.addAndGet(event.equals(FeedEvents.UNKNOWN) ? 1 : 0),
            Clock.systemUTC(),
            () -> nanos);
    private long documents;
    private int damage;
    private final FeedDecoder feed = new FeedDecoder(
            JsonMapper.shared(),
            document -> {
                documents++;
                reading.event(document);
            },
            () -> damage++);
    private Tunnel tunnel = new NoBond().tunnel();

    @Test
    void leavesNothingBehind() {
        metrics.watch(new FastDesk(), () -> tunnel);
        int withoutLinks = series();
        accept(bytes("[\"state\",{\"state\":\"CONNECTED\"}]\n"));
        byte[] large = bytes("[\"adapters\",[{\"adapterID\":\"usb0\",\"description\":\"" + "x".repeat(1 << 20)
                + "\"}]]\n[\"state\",{\"state\":\"CONN\n[\"state\",{\"state\":\"CONNECTED\"}]\n");
        byte[] rows = {};
        long mostHeld = 0;
        int mostSeries = 0;
        int mostCharacters = 0;
        for (int second = 0; second < DAY; second++) {
            nanos = Duration.ofSeconds(second).toNanos();
            if (second % HOUR == 0) {
                accept(large);
            }
            if (second % PHASE == 0) {
                List<String> ids = ids(second);
                accept(bytes("[\"adapters\"," + adapters(ids) + "]\n"));
                rows = bytes("[\"connection_stats\"," + rows(ids, second / PHASE % 4 == 1) + "]\n\n");
            }
            accept(rows);
            accept(SESSION);
            mostHeld = Math.max(mostHeld, feed.heldBytes());
            if (second % LOOK == LOOK - 1) {
                look();
            }
            if (second % PHASE == LOOK - 1) {
                mostSeries = Math.max(mostSeries, series() - withoutLinks);
            }
            if (second % HOUR == HOUR / 2) {
                mostCharacters = Math.max(mostCharacters, registry.scrape().length());
            }
        }
        assertThat(documents).isEqualTo(1 + 2 * DAY + 2 * 24 + DAY / PHASE);
        assertThat(damage).isEqualTo(24);
        assertThat(unknown).hasValue(0);
        assertThat(mostHeld).isLessThan(LITTLE);
        assertThat(verdicts).contains(Verdict.GOOD, Verdict.BAD);
        assertThat(names).as("one came under another name each hour").hasSize(LINKS - 1 + 24);
        assertThat(mostSeries).isBetween(LINKS * 20, LINKS * MOST_SERIES_A_LINK);
        assertThat(mostCharacters).isLessThan(200 * (LINKS * MOST_SERIES_A_LINK + withoutLinks));

        accept(bytes("[\"adapters\",[]]\n[\"state\",{\"state\":\"LOGGED_OUT\"}]\n"));
        look();
        assertThat(registry.scrape()).doesNotContain("rucksack_link_");
    }

    private int series() {
        return (int)
                registry.scrape().lines().filter(line -> !line.startsWith("#")).count();
    }

    /** Half of them are away in the third minute of four. */
    private static List<String> ids(int second) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < (second / PHASE % 4 == 2 ? LINKS / 2 : LINKS); i++) {
            ids.add(i == LINKS - 1 ? "enx" + second / HOUR : "usb" + i);
        }
        return ids;
    }

    private void accept(byte[] bytes) {
        feed.accept(bytes, bytes.length);
    }

    private void look() {
        tunnel = reading.tunnel();
        Map<String, LinkVerdict> judged = judge.judge(tunnel.links(), nanos);
        assertThat(judged).hasSameSizeAs(tunnel.links());
        judged.values().forEach(verdict -> verdicts.add(verdict.verdict()));
        tunnel.links().forEach(link -> names.add(link.name()));
        Situation situation = situation(tunnel.links().stream()
                .map(link -> judged(link, judged.get(link.id()).verdict()))
                .toList());
        listeners.forEach(listener -> listener.accept(situation));
    }

    private static String adapters(List<String> ids) {
        return ids.stream()
                .map(id -> "{\"adapterID\":\"" + id
                        + "\",\"state\":\"connected\",\"type\":\"Cellular\",\"priority\":\"always\","
                        + "\"workingPriority\":\"always\",\"dataUsage\":{\"usageDaily\":1,\"usageDailyLimit\":9,"
                        + "\"usageMonthly\":2,\"usageMonthlyLimit\":9}}")
                .toList()
                .toString();
    }

    private static String rows(List<String> ids, boolean lossy) {
        return "{\"connections\":"
                + ids.stream()
                        .map(id -> "{\"adapterID\":\"" + id
                                + "\",\"congested\":false,\"connected\":true,\"connectionID\":\""
                                + id + "%192.168.42.0/24\",\"inFlight\":24310,\"inFlightWindow\":180000,\"jitterMs\":7,"
                                + "\"latencyMs\":46,\"lossReceive\":0.0,\"lossSend\":" + (lossy ? 0.1 : 0.004)
                                + ",\"mos\":4.31,\"numberOfSockets\":4,\"protocol\":\"udp\",\"receiveBps\":412000.0,"
                                + "\"sendBps\":4350000.0,\"sendEstimateMbps\":12,\"sleeping\":false}")
                        .toList()
                + ",\"time\":1900000000}";
    }

    private Situation situation(List<Situation.Link> links) {
        return new Situation(
                "boot",
                1,
                Instant.EPOCH,
                "live",
                new Situation.Encoder(true, null, null),
                new Situation.Panel(false, null, null, null, null),
                new Situation.Tunnel("speedify", tunnel.state().toString(), null, null, null, null, null, null),
                links,
                List.of(),
                List.of(),
                false);
    }

    private static Situation.Link judged(Link link, Verdict verdict) {
        return new Situation.Link(
                link.id(),
                link.name(),
                link.type(),
                verdict,
                null,
                true,
                true,
                true,
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
                null,
                null);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Tells whoever listens when the test says so. */
    private final class FastDesk implements Desk {
        @Override
        public Situation situation() {
            return DayOfFeedTests.this.situation(List.of());
        }

        @Override
        public Subscription subscribe(Consumer<Situation> listener) {
            listeners.add(listener);
            return () -> listeners.remove(listener);
        }

        @Override
        public OrderOutcome order(Wanted wanted, OrderSource source) {
            throw new UnsupportedOperationException();
        }
    }
}
