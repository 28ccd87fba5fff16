package dev.rucksack.encoder.capture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SilenceTests {

    @ParameterizedTest
    @CsvSource({
        "true,    33, 0, SHORT",
        "true,   500, 0, SHORT",
        "true,   501, 0, TOLD",
        "true,  2000, 0, TOLD",
        "true,  2001, 0, HUNG",
        "true,  1001, 2, TOLD",
        "true,  1001, 3, HUNG",
        "true,   400, 9, SHORT",
        "false, 2001, 0, TOLD",
        "false, 9999, 0, TOLD",
        "false, 10001, 0, HUNG",
        "false, 1001, 3, HUNG"
    })
    void whatItMeans(boolean any, long millis, int complaints, Silence meaning) {
        assertThat(Silence.of(any, millis * 1_000_000, complaints)).isEqualTo(meaning);
    }
}
