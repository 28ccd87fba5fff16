package dev.rucksack.encoder.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetentionTests {

    private static final long GB = 1_000_000_000L;

    @ParameterizedTest
    @CsvSource({
        // chosen MB, disk GB -> kept free MB
        "0, 64, 2000",
        "0, 20, 2000",
        "0, 8, 800",
        "500, 64, 500",
        "50000, 64, 50000",
    })
    void twoGigabytesOrATenthOfASmallDiskStayFree(long chosen, long disk, long kept) {
        assertThat(Retention.keepFree(chosen * 1_000_000, new Disk.Space(0, disk * GB)))
                .isEqualTo(kept * 1_000_000);
    }

    @ParameterizedTest
    @CsvSource({
        // was full, free MB of 1000 kept free -> full
        "false, 1000, false",
        "false, 999, true",
        "true, 1000, true",
        "true, 1099, true",
        "true, 1100, false",
    })
    void fullBeginsWhereItIsShortAndEndsWithAMargin(boolean was, long free, boolean full) {
        assertThat(Retention.full(was, free, 1000)).isEqualTo(full);
    }

    @ParameterizedTest
    @CsvSource({
        // minutes of each part, oldest first -> the oldest that may go
        "10 10 10 10 10 10,          none",
        "10 10 10 10 10 10 10,       1",
        "10 10 10 10 10 9 10,        none",
        "10 11 10 10 10 10 10,       1",
        "30 30 5,                    none",
        "30 30 5 30,                 1",
        "600,                        none",
        "1 600,                      1",
    })
    void theOldestGoesButNeverTheNewestHour(String minutes, String gone) {
        List<Part> parts = new ArrayList<>();
        for (String length : minutes.split(" ")) {
            parts.add(part(parts.size() + 1, Integer.parseInt(length), Part.State.CLOSED));
        }
        assertThat(Retention.oldest(parts)
                        .map(part -> String.valueOf(part.number()))
                        .orElse("none"))
                .isEqualTo(gone);
    }

    @Test
    void whatIsBeingRecordedNeverGoes() {
        assertThat(Retention.oldest(List.of(part(1, 10, Part.State.RECORDING), part(2, 61, Part.State.CLOSED))))
                .isEmpty();
    }

    private static Part part(int number, int minutes, Part.State state) {
        return new Part(
                "00001", number, Instant.EPOCH, 0, minutes * 60_000L, 1, state, Path.of("00001-" + number + ".mp4"));
    }
}
