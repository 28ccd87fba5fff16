package dev.rucksack.encoder.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rucksack.encoder.host.HostReading;
import dev.rucksack.encoder.host.HostReading.Cause;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class CautionLogTests {

    private final List<String> lines = new ArrayList<>();
    private final CautionLog cautions = new CautionLog(lines::add);

    @Test
    void eachCautionIsToldWhenItComesAndWhenItIsOverAndNotBetween() {
        told(61.0, EnumSet.noneOf(Cause.class));
        assertThat(lines).isEmpty();
        told(83.2, EnumSet.noneOf(Cause.class));
        told(84.9, EnumSet.noneOf(Cause.class));
        assertThat(lines).containsExactly("too-hot: Too hot: 83 °C, slowing down. Open the pack, find shade.");
        lines.clear();
        told(61.0, EnumSet.of(Cause.UNDER_VOLTAGE));
        assertThat(lines)
                .containsExactly(
                        "under-voltage: Too little power; the pack may switch off. Change the battery or the cable.",
                        "too-hot is over");
        lines.clear();
        told(84.0, EnumSet.noneOf(Cause.class));
        assertThat(lines).hasSize(2).first().asString().startsWith("too-hot: ");
    }

    private void told(double celsius, EnumSet<Cause> throttled) {
        cautions.accept(Reports.idle(Gauges.NOTHING, new HostReading(celsius, throttled, null)));
    }
}
