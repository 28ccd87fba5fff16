package dev.rucksack.encoder.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rucksack.encoder.stream.TimeMark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelTimeTests {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    Path root;

    private Instant now = NOON;
    private KernelTime time;

    @BeforeEach
    void machine() throws Exception {
        write("proc/sys/kernel/random/boot_id", "5b0b2f3e-a-boot\n");
        up("100.25");
        time = new KernelTime(
                root.resolve("proc"), root.resolve("sys"), root.resolve("synchronized"), new SettableClock());
    }

    @Test
    void aPiDoesNotKnowTheTimeUntilSomebodySaysSo() throws Exception {
        assertThat(time.get()).isEqualTo(new TimeMark("5b0b2f3e-a-boot", Duration.ofMillis(100_250), NOON, false));
        write("synchronized", "");
        assertThat(time.get().clockKnown()).isTrue();
    }

    @Test
    void aClockWithABatteryIsBelievedIfTheKernelTookTheTimeFromIt() throws Exception {
        write("sys/class/rtc/rtc0/hctosys", "0\n");
        assertThat(time.get().clockKnown()).isFalse();
        write("sys/class/rtc/rtc1/hctosys", "1\n");
        assertThat(time.get().clockKnown()).isTrue();
    }

    @Test
    void whatIsSetWhileWeRunIsKnownFromThenOn() throws Exception {
        assertThat(time.get().clockKnown()).isFalse();
        up("110.25");
        now = now.plusSeconds(10);
        assertThat(time.get().clockKnown()).isFalse();
        now = now.plusSeconds(86_400);
        assertThat(time.get().clockKnown()).isTrue();
        assertThat(time.get().clockKnown()).isTrue();
    }

    @Test
    void withoutAKernelThatTellsNothingIsKnown() {
        KernelTime nowhere =
                new KernelTime(root.resolve("no"), root.resolve("no"), root.resolve("no"), new SettableClock());
        assertThat(nowhere.get()).isEqualTo(new TimeMark("", Duration.ZERO, NOON, false));
        now = now.plusSeconds(86_400);
        assertThat(nowhere.get().clockKnown()).isFalse();
    }

    private void up(String seconds) throws Exception {
        write("proc/uptime", seconds + " 350.61\n");
    }

    private void write(String file, String content) throws Exception {
        Files.createDirectories(root.resolve(file).getParent());
        Files.writeString(root.resolve(file), content);
    }

    private final class SettableClock extends Clock {

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
