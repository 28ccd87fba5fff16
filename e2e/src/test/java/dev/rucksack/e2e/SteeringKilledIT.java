package dev.rucksack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rucksack.lab.ingest.LabIngest;
import dev.rucksack.lab.process.Alive;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * control-service is killed (KILL) while it has Speedify set for the stream: the stream and how it is set go on, and a later run puts
 * back what the dead one changed, once the stream has ended. Nothing of the dead one is left running.
 */
class SteeringKilledIT {

    private static final String OWN_PORTS = "[{\"port\":9000,\"portRangeEnd\":9010,\"protocol\":\"udp\"}]";

    @TempDir
    Path directory;

    @Test
    void whatAKilledRunHasChangedIsPutBackByALaterOne() throws Exception {
        try (LabIngest ingest = LabIngest.start(directory.resolve("ingest"));
                Pack pack = Pack.start(directory, ingest.url(), Map.of("RUCKSACK_SPEEDIFY_TRANSPORT", "udp"))) {
            Product product = pack.product;
            ask(pack, "streaming", "ports", "set", "9000-9010/udp");
            assertThat(isSet(pack, "speed", "auto")).isTrue();

            pack.goLive();
            Awaitility.await("Speedify is set for the stream")
                    .atMost(Product.PATIENCE)
                    .until(() -> isSet(pack, "streaming", "udp") && isTold(pack, ingest.url()));

            List<ProcessHandle> feeds = product.control().children();
            product.control().kill();
            pack.awaitFrames(30);
            assertThat(isSet(pack, "streaming", "udp")).isTrue();

            // the next one finds the stream on air: nothing is put back under it
            product.control().again();
            product.awaitReady();
            Awaitility.await("it knows how Speedify is set")
                    .atMost(Product.PATIENCE)
                    .until(() -> product.get(product.controlUrl("/actuator/prometheus"))
                            .contains("rucksack_tunnel_mode{mode=\"streaming\"} 1.0"));
            pack.awaitLamp("live");
            assertThat(feeds).isNotEmpty().noneMatch(Alive::isRunning);
            assertThat(isSet(pack, "streaming", "udp")).isTrue();
            assertThat(isTold(pack, ingest.url())).isTrue();

            // killed again, and the stream ends while nobody is there to see it
            product.control().kill();
            product.order("idle");
            Awaitility.await("the stream has ended")
                    .atMost(Product.PATIENCE)
                    .until(() -> product.state().equals("idle"));
            assertThat(isSet(pack, "streaming", "udp")).isTrue();

            product.control().again();
            product.awaitReady();
            Awaitility.await("Speedify is as it was before all this")
                    .atMost(Product.PATIENCE)
                    .until(() -> isSet(pack, "speed", "auto") && isTold(pack, null));
        }
    }

    private static boolean isSet(Pack pack, String mode, String transport) throws Exception {
        JsonNode settings = ask(pack, "show", "settings");
        return settings.path("bondingMode").asString("").equals(mode)
                && settings.path("transportMode").asString("").equals(transport);
    }

    /** Whether Speedify knows this ingest as a stream beside what it knew before; null for none. */
    private static boolean isTold(Pack pack, String ingest) throws Exception {
        JsonNode rules = ask(pack, "show", "streaming");
        if (ingest == null) {
            return rules.path("ports").toString().equals(OWN_PORTS)
                    && rules.path("ipv4").isEmpty();
        }
        URI uri = URI.create(ingest);
        return rules.path("ports").toString().contains("{\"port\":" + uri.getPort() + ",\"protocol\":\"tcp\"}")
                && rules.path("ports").size() == 2
                && rules.path("ipv4").toString().equals("[\"" + uri.getHost() + "\"]");
    }

    private static JsonNode ask(Pack pack, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(pack.speedify.cli().toString(), "-s"));
        command.addAll(List.of(words));
        Process call = new ProcessBuilder(command).start();
        JsonNode answer = JsonMapper.shared().readTree(call.getInputStream().readAllBytes());
        assertThat(call.waitFor()).isZero();
        return answer;
    }
}
