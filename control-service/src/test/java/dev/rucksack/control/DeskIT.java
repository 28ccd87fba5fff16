package dev.rucksack.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rucksack.control.bonding.NoBond;
import dev.rucksack.control.desk.Desk;
import dev.rucksack.control.desk.OperatorDesk;
import dev.rucksack.control.desk.OrderOutcome;
import dev.rucksack.control.desk.OrderSource;
import dev.rucksack.control.desk.Situation;
import dev.rucksack.control.encoder.EncoderAnswer;
import dev.rucksack.control.encoder.EncoderUnreachableException;
import dev.rucksack.control.encoder.Wanted;
import dev.rucksack.control.encoder.http.EncoderEvents;
import dev.rucksack.control.encoder.http.HttpEncoder;
import dev.rucksack.control.metrics.ControlMetrics;
import dev.rucksack.control.panel.serial.SerialPanel;
import dev.rucksack.lab.board.LabBoard;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** A press from the board over the desk to the encoder, and the way back: real serial port, real HTTP. */
class DeskIT {

    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path directory;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final List<Situation> seen = new CopyOnWriteArrayList<>();
    private EncoderStandIn encoder;
    private HttpEncoder http;
    private EncoderEvents events;
    private OperatorDesk desk;
    private SerialPanel panel;
    private LabBoard board;

    @BeforeEach
    void start() {
        encoder = EncoderStandIn.start();
        board = LabBoard.plugIn(directory.resolve("board"));
        ControlMetrics metrics = new ControlMetrics(registry, registry.getPrometheusRegistry());
        http = new HttpEncoder(encoder.uri(), JsonMapper.shared(), Clock.systemUTC());
        NoBond bond = new NoBond();
        desk = new OperatorDesk("boot", false, http, bond, Clock.systemUTC(), System::nanoTime);
        panel = SerialPanel.on(board.path().toString(), desk, metrics, System::nanoTime);
        events = new EncoderEvents(encoder.uri(), JsonMapper.shared(), desk::heard);
        desk.start(panel);
        panel.start();
        events.start();
        metrics.watch(desk, bond);
        desk.subscribe(seen::add);
    }

    @AfterEach
    void stop() {
        events.close();
        panel.close();
        desk.close();
        board.close();
        encoder.close();
    }

    @Test
    void aPressGoesToTheEncoderAndTheLampFollowsTheReportAndNothingElse() {
        awaitLamp("idle");
        board.pressA();
        await().atMost(SOON).until(() -> encoder.orders().equals(List.of("live 1")));
        // the order is taken, the report says idle: so does the lamp
        assertThat(board.lamps()).extracting("state").doesNotContain("live", "starting");
        encoder.state("starting");
        awaitLamp("starting");
        encoder.state("live");
        awaitLamp("live");
        encoder.cautions("[{\"code\":\"too-hot\",\"sentence\":\"Too hot: 83 °C, slowing down.\",\"retryable\":true}]");
        awaitLamp("hot");
        board.pressB();
        await().atMost(SOON).until(() -> encoder.orders().equals(List.of("live 1", "idle 2")));
        encoder.state("idle");
        awaitLamp("idle");
        assertThat(desk.situation().log())
                .extracting(Situation.LogEntry::text)
                .contains("Live on Twitch", "Too hot: 83 °C, slowing down.", "Stopped from the strap");
        await().atMost(SOON)
                .until(() -> registry.get("rucksack.panel.lamp.lag").timer().count() >= 4);
        assertThat(registry.scrape()).contains("rucksack_panel_connected 1.0", "rucksack_encoder_reachable 1.0");
    }

    @Test
    void anEncoderThatDiesIsStaleAndIsHeardAgainWhenItStarts() {
        encoder.state("live");
        awaitLamp("live");
        encoder.stop();
        awaitLamp("stale");
        assertThat(desk.situation().encoder().reachable()).isFalse();
        assertThat(registry.scrape()).contains("rucksack_encoder_reachable 0.0");
        encoder.startAgain();
        awaitLamp("idle");
        assertThat(desk.situation().encoder().unreachableSeconds()).isNull();
    }

    @Test
    void anEncoderThatHangsIsStaleToo() {
        awaitLamp("idle");
        encoder.hang(true);
        awaitLamp("stale");
        encoder.hang(false);
        awaitLamp("idle");
    }

    @Test
    void aPressThatCannotBeDeliveredIsRefusedAndNeverDeliveredLater() {
        awaitLamp("idle");
        encoder.stop();
        long before = System.nanoTime();
        OrderOutcome outcome = desk.order(Wanted.LIVE, OrderSource.PAGE);
        assertThat(outcome.kind()).isEqualTo(OrderOutcome.Kind.UNREACHABLE);
        assertThat(outcome.code()).isEqualTo("encoder-unreachable");
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before)).isGreaterThanOrEqualTo(1_900);
        encoder.startAgain();
        awaitLamp("idle");
        assertThat(desk.order(Wanted.IDLE, OrderSource.PAGE).kind()).isEqualTo(OrderOutcome.Kind.TAKEN);
        assertThat(encoder.orders()).hasSize(1).allMatch(order -> order.startsWith("idle"));
    }

    @Test
    void aPressThatAHungEncoderReadsTooLateIsTakenBack() {
        awaitLamp("idle");
        encoder.hang(true);
        assertThat(desk.order(Wanted.LIVE, OrderSource.STRAP).kind()).isEqualTo(OrderOutcome.Kind.UNREACHABLE);
        encoder.hang(false);
        await().atMost(SOON).until(() -> !encoder.orders().isEmpty());
        await().atMost(SOON)
                .until(() -> encoder.orders().get(encoder.orders().size() - 1).startsWith("idle"));
    }

    @Test
    void nonsenseFromTheEncoderChangesNothing() {
        encoder.state("live");
        awaitLamp("live");
        encoder.send("event: report\ndata: {\"boot\":\n\n");
        encoder.send("event: report\ndata: [1,2,3]\n\n");
        encoder.send("event: surprise\ndata: {}\n\n");
        encoder.send("event: report\nid: boot1:0\ndata: {\"boot\":\"boot1\",\"sequence\":0,\"state\":\"idle\"}\n\n");
        encoder.state("slate");
        awaitLamp("slate");
        assertThat(board.lamps()).extracting("state").doesNotContain("idle", "fault");
    }

    @Test
    void everySituationIsNewAndOneComesEachSecond() {
        await().atMost(SOON).until(() -> seen.size() > 5);
        for (int i = 1; i < seen.size(); i++) {
            assertThat(seen.get(i).sequence())
                    .isGreaterThanOrEqualTo(seen.get(i - 1).sequence());
        }
        encoder.stop();
        int size = seen.size();
        await().atMost(SOON).until(() -> seen.size() >= size + 3);
        Desk.Subscription broken = desk.subscribe(situation -> {
            throw new IllegalStateException("a page that broke");
        });
        int present = seen.size();
        await().atMost(SOON).until(() -> seen.size() > present + 2);
        broken.close();
    }

    @Test
    void settingsKeyAndPictureAreHandedThroughWithTheirProblems() throws EncoderUnreachableException {
        assertThat(text(http.settings())).isEqualTo("{\"capture\":{\"width\":1280}}");
        EncoderAnswer refused = http.changeSettings("{\"capture\":{\"rate\":\"60\"}}".getBytes(StandardCharsets.UTF_8));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.contentType()).isEqualTo("application/problem+json");
        assertThat(text(refused)).contains("settings-invalid");
        assertThat(http.changeKey("{\"key\":\"k\"}".getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(204);
        assertThat(http.removeKey().status()).isEqualTo(204);
        assertThat(http.picture().status()).isEqualTo(404);
        assertThat(text(http.devices())).isEqualTo("{\"cameras\":[]}");
        assertThat(encoder.bodies()).contains("{\"capture\":{\"rate\":\"60\"}}", "{\"key\":\"k\"}");
        encoder.hang(true);
        assertThatThrownBy(() -> http.settings()).isInstanceOf(EncoderUnreachableException.class);
        encoder.hang(false);
    }

    private static String text(EncoderAnswer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private void awaitLamp(String state) {
        await().atMost(SOON).until(() -> board.lamp().filter(state::equals).isPresent());
    }
}
