package dev.rucksack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rucksack.lab.ingest.NginxIngest;
import dev.rucksack.lab.process.Alive;
import dev.rucksack.lab.scenario.Books;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Whoever dies while live: the stream comes back by itself, unless somebody stopped it or it was gone too long. At an ingest that
 * takes one publisher at a time: one that a killed pack left behind would keep the next one out.
 */
@Tag("installed")
class ResumeIT {

    @TempDir
    Path directory;

    @Test
    void kills() throws Exception {
        try (NginxIngest ingest = NginxIngest.start(directory.resolve("ingest"));
                Pack pack = Pack.start(directory, ingest.url())) {
            pack.goLive();
            pack.awaitFrames(30);
            theEncoder(pack);
            theControl(pack);
            both(pack);
            aStopWhileTheEncoderIsDeadWins(pack);
        }
    }

    private static void theEncoder(Pack pack) {
        Product product = pack.product;
        JsonNode before = product.report();
        List<ProcessHandle> orphans = product.encoder().children();

        product.encoder().kill();
        long restarted = System.nanoTime();
        product.encoder().again();
        awaitLive(pack);
        System.out.printf(
                "live again %.1f s after the encoder-service was started anew%n",
                (System.nanoTime() - restarted) / 1e9);

        JsonNode after = product.report();
        assertThat(after.path("boot")).isNotEqualTo(before.path("boot"));
        assertThat(after.path("order")).isEqualTo(before.path("order"));
        assertThat(after.path("resume").path("verdict").asString("")).isEqualTo("resumed");
        assertThat(after.path("liveSeconds").asDouble()).isPositive();
        assertThat(Books.of(after).imbalance()).isEmpty();
        assertThat(orphans).isNotEmpty().noneMatch(Alive::isRunning);
        pack.awaitLamp("live");
    }

    private static void theControl(Pack pack) {
        Product product = pack.product;
        JsonNode before = product.report();

        product.control().kill();
        pack.awaitFrames(30);
        product.control().again();
        product.awaitReady();

        pack.awaitLamp("live");
        assertThat(product.report().path("order")).isEqualTo(before.path("order"));
        assertThat(product.report().path("boot")).isEqualTo(before.path("boot"));
    }

    private static void both(Pack pack) {
        Product product = pack.product;
        JsonNode before = product.report();

        product.encoder().kill();
        product.control().kill();
        product.encoder().again();
        product.control().again();

        awaitLive(pack);
        product.awaitReady();
        pack.awaitLamp("live");
        assertThat(product.report().path("order")).isEqualTo(before.path("order"));
    }

    private static void aStopWhileTheEncoderIsDeadWins(Pack pack) {
        Product product = pack.product;

        product.encoder().kill();
        pack.press('b');
        Awaitility.await("the stop could not be delivered")
                .atMost(Product.PATIENCE)
                .until(() -> product.control().log().contains("Order idle from the strap: UNREACHABLE"));
        product.encoder().again();
        product.awaitEncoder();

        Awaitility.await("it is stopped")
                .atMost(Product.PATIENCE)
                .until(() -> wanted(pack).equals("idle") && product.state().equals("idle"));
        pack.awaitLamp("idle");

        product.encoder().kill();
        product.encoder().again();
        product.awaitEncoder();
        assertThat(wanted(pack)).isEqualTo("idle");
        assertThat(product.report().path("resume").isNull()).isTrue();
    }

    @Test
    void powerCuts() throws Exception {
        Path machine = directory.resolve("machine");
        Path synchronised = machine.resolve("synchronized");
        boot(machine, "first");
        Map<String, String> environment = Map.of(
                "RUCKSACK_HOST_PROC", machine.toString(),
                "RUCKSACK_HOST_SYS", machine.toString(),
                "RUCKSACK_HOST_TIME_SYNCHRONISED", synchronised.toString());
        Files.createFile(synchronised);
        try (NginxIngest ingest = NginxIngest.start(directory.resolve("ingest"));
                Pack pack = Pack.start(directory, ingest.url(), environment)) {
            pack.goLive();

            cut(pack, machine, "second");
            awaitLive(pack);
            assertThat(verdict(pack)).isEqualTo("resumed");

            Files.delete(synchronised);
            cut(pack, machine, "third");
            awaitLive(pack);
            assertThat(verdict(pack)).isEqualTo("resumed-once");

            cut(pack, machine, "fourth");
            pack.awaitLamp("idle");
            assertThat(verdict(pack)).isEqualTo("spent");
            assertThat(wanted(pack)).isEqualTo("idle");

            pack.goLive();
        }
        Files.delete(machine.resolve("uptime")); // JUnit warns of links that lead out of its directory
    }

    private static void cut(Pack pack, Path machine, String boot) throws IOException {
        pack.product.cutPower();
        boot(machine, boot);
        pack.product.encoder().again();
        pack.product.control().again();
        pack.product.awaitReady();
    }

    /** A machine like this one, with a kernel started for the n-th time. */
    private static void boot(Path machine, String id) throws IOException {
        Path file = machine.resolve("sys/kernel/random/boot_id");
        Files.createDirectories(file.getParent());
        Files.writeString(file, id);
        Path uptime = machine.resolve("uptime");
        if (Files.notExists(uptime)) {
            Files.createSymbolicLink(uptime, Path.of("/proc/uptime"));
        }
    }

    private static void awaitLive(Pack pack) {
        Awaitility.await("live again")
                .atMost(Product.PATIENCE)
                .until(() -> pack.product.state().equals("live"));
    }

    private static String wanted(Pack pack) {
        return pack.product.report().path("order").path("wanted").asString("");
    }

    private static String verdict(Pack pack) {
        return pack.product.report().path("resume").path("verdict").asString("");
    }
}
