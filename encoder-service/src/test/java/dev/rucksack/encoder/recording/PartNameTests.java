package dev.rucksack.encoder.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartNameTests {

    @Test
    void aNameSaysWhatItWasMadeOf() {
        PartName flv = PartName.flv(PartName.session(12), 3, Instant.parse("2026-11-24T23:15:02Z"));
        assertThat(flv).hasToString("00012-003_20261124T231502Z.flv");
        assertThat(PartName.parse(Path.of("x", flv.toString()))).contains(flv);
        PartName mp4 = new PartName("00012", 3, flv.began(), 1_200_033, 599_967, true);
        assertThat(mp4).hasToString("00012-003_20261124T231502Z_1200033+599967.mp4");
        assertThat(PartName.parse(Path.of(mp4.toString()))).contains(mp4);
        assertThat(mp4.id()).isEqualTo("00012-003");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00012-003.mp4.new",
                "00012-003_20261124T231502Z.mp4",
                "00012-003_20261124T231502Z_1+2.flv",
                "00012-003_20269924T231502Z.flv",
                "holiday.mp4",
                "00012-003_20261124T231502Z.flv.bak",
                "settings.yaml",
            })
    void otherFilesAreNotOurs(String name) {
        assertThat(PartName.parse(Path.of(name))).isEmpty();
    }
}
