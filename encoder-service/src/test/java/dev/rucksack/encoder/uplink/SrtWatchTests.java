package dev.rucksack.encoder.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SrtWatchTests {

    private static final int LAST_NUMBER = 0x7fffffff;

    private final SrtWatch watch = new SrtWatch();

    @ParameterizedTest
    @ValueSource(ints = {0, 12_345, LAST_NUMBER - 50})
    void tellsWhenTheLastPacketThatArrivedHadLeft(int first) {
        for (int i = 0; i < 100; i++) {
            watch.up(data(first + i & LAST_NUMBER, false), 1_000, i * 20_000_000L);
        }
        assertThat(watch.drained()).isFalse();

        assertThat(watch.down(ack(first + 40 & LAST_NUMBER, 55_000), 44)).isEqualTo(39 * 20_000_000L);
        assertThat(watch.down(ack(first + 40 & LAST_NUMBER, 55_000), 44)).isEqualTo(Long.MIN_VALUE);
        assertThat(watch.roundTripSeconds()).isEqualTo(0.055);
        assertThat(watch.drained()).isFalse();

        assertThat(watch.down(ack(first + 100 & LAST_NUMBER, 65_000), 44)).isEqualTo(99 * 20_000_000L);
        assertThat(watch.drained()).isTrue();
        assertThat(watch.shortestSeconds()).isEqualTo(0.055);
    }

    @Test
    void neverClaimsAPacketThatLeftLaterWhenItsMemoryIsFull() {
        for (int i = 0; i < 5_000; i++) {
            watch.up(data(i, false), 1_000, i * 20_000_000L);
        }

        assertThat(watch.down(ack(1_500, 1), 44)).isLessThan(1_500 * 20_000_000L);
    }

    @Test
    void countsLossesAndRepeatedPackets() {
        watch.up(data(1, false), 1_000, 0);
        watch.up(data(1, true), 1_000, 0);
        ByteBuffer report = control(SrtPackets.NAK, 28);
        report.putInt(7).putInt(0x80000000 | 10).putInt(14);

        watch.down(report.array(), 28);

        assertThat(watch.lost()).isEqualTo(6);
        assertThat(watch.sentBytes()).isEqualTo(2_000);
    }

    @ParameterizedTest
    @CsvSource({
        // handshake type, connected, rejected, about the key
        "1, false, false, false",
        "-1, true, false, false",
        "1002, false, true, true", // by the peer's application
        "1003, false, true, false", // no resources
        "1010, false, true, true", // another passphrase
        "2401, false, true, true" // unauthorised
    })
    void readsHandshakes(int type, boolean connected, boolean rejected, boolean key) {
        ByteBuffer handshake = control(SrtPackets.HANDSHAKE, 64);
        handshake.position(36).putInt(type);

        watch.down(handshake.array(), 64);

        assertThat(watch.connected()).isEqualTo(connected);
        assertThat(watch.rejected()).isEqualTo(rejected);
        assertThat(watch.keyRefused()).isEqualTo(key);
    }

    @Test
    void survivesAnything() {
        Random random = new Random(1);
        byte[] noise = new byte[1500];
        for (int i = 0; i < 100_000; i++) {
            random.nextBytes(noise);
            int count = random.nextInt(64);
            watch.up(noise, count, i);
            watch.down(noise, count);
        }
        assertThat(watch.lost()).isGreaterThanOrEqualTo(0);
    }

    private static byte[] data(int number, boolean repeated) {
        return ByteBuffer.allocate(1500)
                .putInt(number)
                .putInt(repeated ? 1 << 26 : 0)
                .array();
    }

    private static byte[] ack(int next, int roundTripMicros) {
        return control(SrtPackets.ACK, 44).putInt(next).putInt(roundTripMicros).array();
    }

    private static ByteBuffer control(int type, int bytes) {
        return ByteBuffer.allocate(bytes).putInt(0x80000000 | type << 16).position(16);
    }
}
