package dev.rucksack.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rucksack.control.desk.Desk;
import dev.rucksack.control.desk.Situation;
import dev.rucksack.control.panel.Lamp;
import dev.rucksack.lab.board.LabBoard;
import dev.rucksack.lab.speedify.LabSpeedify;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service as it is wired, with everything plugged in and with nothing. */
class ControlServiceIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    @Test
    void withNothingPluggedInItIsHealthyAndSaysWhatIsMissing() {
        try (ConfigurableApplicationContext service = start(Map.of(
                "rucksack.encoder.url", "http://127.0.0.1:1",
                "rucksack.panel.port", directory.resolve("none").toString(),
                "rucksack.links.sys", directory.resolve("none").toString(),
                "rucksack.speedify.cli", directory.resolve("none").toString()))) {
            Desk desk = service.getBean(Desk.class);
            await().atMost(SOON)
                    .until(() ->
                            "not-installed".equals(desk.situation().tunnel().state()));
            Situation situation = desk.situation();
            assertThat(situation.state()).isEqualTo("stale");
            assertThat(situation.panel().connected()).isFalse();
            assertThat(situation.links()).isEmpty();
            assertThat(situation.cautions()).isEmpty();
            HealthEndpoint health = service.getBean(HealthEndpoint.class);
            assertThat(health.healthForPath("liveness").getStatus()).isEqualTo(Status.UP);
            assertThat(health.healthForPath("readiness").getStatus()).isEqualTo(Status.UP);
        }
    }

    @Test
    void withEverythingPluggedInAPressGoesLiveAndTheSituationHasTheContractsShape() {
        try (EncoderStandIn encoder = EncoderStandIn.start();
                LabBoard board = LabBoard.plugIn(directory.resolve("board"));
                LabSpeedify speedify = LabSpeedify.start(directory.resolve("speedify"));
                ConfigurableApplicationContext service = start(Map.of(
                        "rucksack.encoder.url", encoder.uri().toString(),
                        "rucksack.panel.port", board.path().toString(),
                        "rucksack.speedify.cli", speedify.cli().toString(),
                        "rucksack.speedify.names.usb0", "Vodafone"))) {
            Desk desk = service.getBean(Desk.class);
            await().atMost(SOON).until(() -> desk.situation().links().size() == 2);
            await().atMost(SOON).until(() -> board.lamp().filter("idle"::equals).isPresent());
            board.pressA();
            await().atMost(SOON).until(() -> !encoder.orders().isEmpty());
            encoder.state("live");
            await().atMost(SOON).until(() -> board.lamp().filter("live"::equals).isPresent());
            // the situation that made the lamp change was written before it had
            await().atMost(SOON).until(() -> desk.situation().panel().lamp() == Lamp.LIVE);

            JsonMapper json = service.getBean(JsonMapper.class);
            JsonNode tree = json.readTree(json.writeValueAsBytes(desk.situation()));
            assertThat(names(tree))
                    .containsExactlyInAnyOrder(
                            "boot",
                            "sequence",
                            "at",
                            "state",
                            "encoder",
                            "panel",
                            "tunnel",
                            "links",
                            "cautions",
                            "log",
                            "viewer");
            assertThat(names(tree.path("encoder")))
                    .containsExactlyInAnyOrder("reachable", "unreachableSeconds", "report");
            assertThat(names(tree.path("panel")))
                    .containsExactlyInAnyOrder("connected", "port", "firmware", "lamp", "silentSeconds");
            assertThat(names(tree.path("tunnel")))
                    .containsExactlyInAnyOrder(
                            "kind", "state", "server", "version", "sentence", "latencySeconds", "rates", "steering");
            assertThat(tree.path("tunnel").path("rates").toString())
                    .isEqualTo("{\"unit\":\"bits\",\"ground\":\"set\"}");
            assertThat(names(tree.path("tunnel").path("steering")))
                    .containsExactlyInAnyOrder("mode", "transport", "changed");
            assertThat(names(tree.path("links").path(0)))
                    .containsExactlyInAnyOrder(
                            "id",
                            "name",
                            "type",
                            "verdict",
                            "reason",
                            "up",
                            "usable",
                            "carrying",
                            "captive",
                            "sendBitsPerSecond",
                            "receiveBitsPerSecond",
                            "latencySeconds",
                            "jitterSeconds",
                            "lossSend",
                            "lossReceive",
                            "inFlightBytes",
                            "mos",
                            "congested",
                            "usedBytes",
                            "limitBytes",
                            "policy");
            assertThat(tree.path("links").path(0).path("policy").toString())
                    .isEqualTo("{\"priority\":\"automatic\",\"inForce\":\"secondary\",\"dayLimitBytes\":0,"
                            + "\"monthLimitBytes\":0,\"monthResetDay\":0,\"overLimitBitsPerSecond\":0}");
            assertThat(tree.path("state").asString()).isEqualTo("live");
            assertThat(tree.path("at").asString()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
            assertThat(tree.path("panel").path("lamp").asString()).isEqualTo("live");
            assertThat(tree.path("tunnel").path("kind").asString()).isEqualTo("speedify");
            assertThat(tree.path("links").path(0).path("name").asString()).isEqualTo("Vodafone");
            assertThat(tree.path("links").path(0).path("verdict").asString()).isEqualTo("good");
            assertThat(tree.path("encoder")
                            .path("report")
                            .path("destination")
                            .path("name")
                            .asString())
                    .isEqualTo("Twitch");
            // Speedify's steering may have said something since
            assertThat(tree.path("log"))
                    .extracting(entry -> entry.path("kind").asString())
                    .contains("live");
        }
        assertThat(Thread.getAllStackTraces().keySet().stream().map(Thread::getName))
                .doesNotContain(
                        "desk",
                        "panel-reader",
                        "encoder-events",
                        "speedify",
                        "speedify-feed",
                        "speedify-portals",
                        "links",
                        "link-probes");
    }

    private ConfigurableApplicationContext start(Map<String, String> properties) {
        String[] arguments = properties.entrySet().stream()
                .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                .toArray(String[]::new);
        return new SpringApplicationBuilder(ControlService.class)
                .properties("server.port=0")
                .run(java.util.stream.Stream.concat(
                                java.util.Arrays.stream(arguments),
                                java.util.stream.Stream.of(
                                        "--server.port=0",
                                        "--server.address=127.0.0.1",
                                        "--rucksack.home=" + directory))
                        .toArray(String[]::new));
    }

    private static Set<String> names(JsonNode object) {
        return object.propertyNames().stream().collect(Collectors.toCollection(TreeSet::new));
    }
}
