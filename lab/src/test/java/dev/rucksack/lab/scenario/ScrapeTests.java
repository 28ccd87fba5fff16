package dev.rucksack.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class ScrapeTests {

    private static final Scrape SCRAPE = Scrape.parse("""
            # HELP rucksack_frames_captured_total Frames from the camera
            # TYPE rucksack_frames_captured_total counter
            rucksack_frames_captured_total 1.2345678E7
            rucksack_process_restarts_total{process="capture"} 2.0
            rucksack_process_restarts_total{process="encoder"} 0.0
            """);

    @Test
    void aSampleIsFoundByItsName() {
        assertThat(SCRAPE.count("rucksack_frames_captured_total")).isEqualTo(12_345_678);
        assertThat(SCRAPE.count("rucksack_process_restarts_total{process=\"capture\"}"))
                .isEqualTo(2);
    }

    @Test
    void samplesOfANameAreFoundByTheirLabel() {
        assertThat(SCRAPE.byLabel("rucksack_process_restarts_total"))
                .containsEntry("capture", 2L)
                .containsEntry("encoder", 0L)
                .hasSize(2);
    }

    @Test
    void whatIsNotThereIsNotZero() {
        assertThatThrownBy(() -> SCRAPE.count("rucksack_frames_slate_total"))
                .isInstanceOf(NoSuchElementException.class);
    }
}
