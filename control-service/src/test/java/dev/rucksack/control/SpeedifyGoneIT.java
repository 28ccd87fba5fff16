package dev.rucksack.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rucksack.control.desk.Desk;
import dev.rucksack.control.desk.Situation;
import dev.rucksack.lab.board.LabBoard;
import dev.rucksack.lab.speedify.FeedFate;
import dev.rucksack.lab.speedify.LabSpeedify;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Speedify's daemon dies in the middle of a stream: lamp, page, metric and alert say so, and all of it heals by itself. */
class SpeedifyGoneIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String GONE = "speedify-unreachable";

    @TempDir
    Path directory;

    @Test
    void lampPageMetricAndAlertFollowTheDaemonAndHeal() throws Exception {
        String alert = alert();
        try (EncoderStandIn encoder = EncoderStandIn.start();
                LabBoard board = LabBoard.plugIn(directory.resolve("board"));
                LabSpeedify speedify = LabSpeedify.start(directory.resolve("speedify"));
                ConfigurableApplicationContext service = start(encoder, board, speedify)) {
            Desk desk = service.getBean(Desk.class);
            await().atMost(SOON).until(() -> isWhole(desk.situation()));
            await().atMost(SOON).until(() -> board.lamp().filter("idle"::equals).isPresent());
            board.pressA();
            await().atMost(SOON).until(() -> !encoder.orders().isEmpty());
            encoder.state("live");
            await().atMost(SOON).until(() -> board.lamp().filter("live"::equals).isPresent());
            assertThat(scrape(service)).contains(alert + " 0.0");

            speedify.daemonDown(true);
            await().atMost(SOON).until(() -> board.lamp().filter("hot"::equals).isPresent());
            await().atMost(SOON).until(() -> says(desk.situation()));
            await().atMost(SOON).until(() -> scrape(service).contains(alert + " 1.0"));
            assertThat(desk.situation().state()).as("the stream goes on").isEqualTo("live");
            assertThat(scrape(service))
                    .contains("rucksack_links_caution{code=\"" + GONE + "\"} 1.0")
                    .doesNotContain("rucksack_link_up{")
                    .contains("rucksack_speedify_cli_errors_total{");

            speedify.restartDaemon(FeedFate.ENDS, 0);
            await().atMost(SOON).until(() -> board.lamp().filter("live"::equals).isPresent());
            await().atMost(SOON).until(() -> isWhole(desk.situation()) && !says(desk.situation()));
            await().atMost(SOON)
                    .until(() -> scrape(service).contains(alert + " 0.0")
                            && scrape(service).contains("rucksack_link_up{link=\"usb0\"} 1.0"));
        }
    }

    private static boolean isWhole(Situation situation) {
        return "connected".equals(situation.tunnel().state())
                && situation.links().size() == 2
                && situation.links().stream().allMatch(Situation.Link::carrying);
    }

    private static boolean says(Situation situation) {
        return situation.cautions().stream().anyMatch(caution -> caution.code().equals(GONE));
    }

    /** The series that the alert looks at: it fires while that is 1. */
    private static String alert() throws IOException {
        Matcher rule = Pattern.compile("alert: SpeedifyGone\\s+expr: (\\S+) == 1\\s")
                .matcher(Files.readString(Path.of("../monitoring/prometheus/alerts.yml")));
        assertThat(rule.find()).isTrue();
        return rule.group(1);
    }

    private static String scrape(ConfigurableApplicationContext service) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + service.getEnvironment().getRequiredProperty("local.server.port")
                + "/actuator/prometheus");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).timeout(SOON).build(), BodyHandlers.ofString())
                .body();
    }

    private ConfigurableApplicationContext start(EncoderStandIn encoder, LabBoard board, LabSpeedify speedify) {
        return new SpringApplicationBuilder(ControlService.class)
                .run(
                        "--server.port=0",
                        "--server.address=127.0.0.1",
                        "--rucksack.home=" + directory,
                        "--rucksack.encoder.url=" + encoder.uri(),
                        "--rucksack.panel.port=" + board.path(),
                        "--rucksack.speedify.cli=" + speedify.cli());
    }
}
