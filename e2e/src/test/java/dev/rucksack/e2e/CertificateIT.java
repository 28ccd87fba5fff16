package dev.rucksack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A certificate that nobody signed: said plainly, and nothing is told to who shows it, least of all the key. */
class CertificateIT {

    @TempDir
    Path directory;

    @Test
    void aForeignCertificateIsRefused() throws Exception {
        try (TlsDoor door = TlsDoor.open(directory);
                Pack pack = Pack.start(directory, door.url())) {
            pack.press('a');
            pack.awaitLamp("fault");

            assertThat(pack.product.report().path("fault").path("code").asString(""))
                    .isEqualTo("certificate-refused");
            assertThat(door.connections()).isPositive();
            assertThat(door.bytes()).isZero();

            pack.goIdle();
        }
    }
}
