package dev.rucksack.encoder.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rucksack.encoder.stream.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SysHostTests {

    @TempDir
    Path sys;

    @Test
    void readsAPi() throws Exception {
        write("class/thermal/thermal_zone0/temp", "82173\n");
        write("devices/platform/soc/soc:firmware/get_throttled", "50009\n");
        HostReading reading = new SysHost(sys, sys).get();
        assertThat(reading.temperatureCelsius()).isEqualTo(82.173);
        assertThat(reading.throttled())
                .containsExactly(HostReading.Cause.UNDER_VOLTAGE, HostReading.Cause.SOFT_TEMPERATURE_LIMIT);
        assertThat(reading.diskFreeBytes()).isPositive();
        assertThat(reading.cautions())
                .extracting(Fault::sentence)
                .containsExactly("Too hot: 82 °C, slowing down.", "Too little power; the pack may switch off.");
    }

    @Test
    void whatAMachineDoesNotTellIsUnknown() throws Exception {
        write("class/thermal/thermal_zone0/temp", "hot\n");
        HostReading reading = new SysHost(sys, sys.resolve("missing")).get();
        assertThat(reading).isEqualTo(HostReading.UNKNOWN);
        assertThat(reading.cautions()).isEmpty();
    }

    private void write(String path, String content) throws Exception {
        Path file = sys.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
