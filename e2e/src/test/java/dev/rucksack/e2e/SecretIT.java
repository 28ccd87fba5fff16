package dev.rucksack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rucksack.lab.ingest.NginxIngest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stream key is nowhere to be read while the product runs, goes live, fails and comes back. */
@Tag("installed")
class SecretIT {

    @TempDir
    Path directory;

    @Test
    void theKeyIsInNoLogMetricAnswerPageArgumentOrEnvironment() throws Exception {
        List<String> places = new ArrayList<>();
        try (NginxIngest ingest = NginxIngest.start(directory.resolve("ingest"));
                Pack pack = Pack.start(directory, ingest.url())) {
            pack.press('a');
            // Processes come and go on the way to live, the preset file with the key among them
            Awaitility.await().atMost(Product.PATIENCE).until(() -> {
                look(pack, places);
                return pack.board.lamp().filter("live"::equals).isPresent();
            });
            assertThat(ingest.bytes()).as("the key was used").isPositive();
            ingest.refuseKeys(true);
            pack.product.encoder().children().stream()
                    .filter(process -> process.info().commandLine().orElse("").contains("rtmp://"))
                    .forEach(ProcessHandle::destroyForcibly);
            Awaitility.await().atMost(Product.PATIENCE).until(() -> {
                look(pack, places);
                return ingest.attempts() > 1;
            });
            pack.goIdle();
            look(pack, places);
            for (Service service : List.of(pack.product.encoder(), pack.product.control())) {
                note(places, "a log", service.log());
            }
            assertThat(pack.product.directory().resolve("encoder/stream-key"))
                    .content()
                    .contains(Pack.KEY);
        }
        assertThat(places).isEmpty();
    }

    private static void look(Pack pack, List<String> places) {
        Product product = pack.product;
        for (String path :
                List.of("/api/stream", "/api/settings", "/api/devices", "/actuator/prometheus", "/actuator/health")) {
            note(places, "encoder " + path, product.get(product.encoderUrl(path)));
        }
        for (String path : List.of("/", "/api/situation", "/actuator/prometheus", "/actuator/health")) {
            note(places, "control " + path, product.get(product.controlUrl(path)));
        }
        for (ProcessHandle process : product.family()) {
            for (String what : List.of("cmdline", "environ")) {
                note(places, what + " of " + process.info().command().orElse("?"), read(process, what));
            }
        }
    }

    private static String read(ProcessHandle process, String what) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(process.pid()), what), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return ""; // it ended meanwhile
        }
    }

    private static void note(List<String> places, String place, String text) {
        if (text.contains(Pack.KEY)) {
            places.add(place);
        }
    }
}
