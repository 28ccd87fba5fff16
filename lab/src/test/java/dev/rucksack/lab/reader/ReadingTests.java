package dev.rucksack.lab.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rucksack.lab.camera.FrameRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReadingTests {

    @Test
    void missingDoubledAndBackwardsAreTold() {
        Reading reading = reading(10L, 11L, 14L, 14L, 13L, 16L, null, 20L);
        assertThat(reading.missing())
                .containsExactly(new FrameRange(12, 12), new FrameRange(15, 15), new FrameRange(17, 19));
        assertThat(reading.missingCount()).isEqualTo(5);
        assertThat(reading.doubled()).containsExactly(14L);
        assertThat(reading.backwards()).containsExactly(13L);
        assertThat(reading.undecodable()).hasSize(1);
        assertThat(reading.report()).contains("missing      5: 12 15 17-19", "doubled      1: 14");
    }

    @Test
    void theNearestBeepBelongsToAFlash() {
        List<Reading.Frame> frames = new ArrayList<>();
        for (int i = 0; i < 90; i++) {
            frames.add(new Reading.Frame(i / 30.0, (long) i, true, i % 30 < 3));
        }
        Reading reading = new Reading(frames, List.of(0.98, 1.95, 2.02, 5.0));
        assertThat(reading.flashes()).as("the first had begun before").containsExactly(1.0, 2.0);
        assertThat(reading.offsetsMillis()).usingComparatorWithPrecision(0.01).containsExactly(-20, 20);
        assertThat(reading.worstOffsetMillis().orElseThrow()).isBetween(-20.1, 20.1);
    }

    @Test
    void aBeepIsFoundWhereItStarts() {
        BeepFinder finder = new BeepFinder();
        for (int i = 0; i < 96_000; i++) {
            boolean tone = i % 48_000 >= 24_000 && i % 48_000 < 28_800;
            double other = 2000 * Math.sin(2 * Math.PI * 300 * i / 48_000.0);
            finder.sample(i / 48_000.0, other + (tone ? 8000 * Math.sin(2 * Math.PI * i * 1000 / 48_000.0) : 0));
        }
        assertThat(finder.beeps()).hasSize(2);
        assertThat(finder.beeps().get(0)).isBetween(0.499, 0.501);
        assertThat(finder.beeps().get(1)).isBetween(1.499, 1.501);
    }

    private static Reading reading(@Nullable Long... numbers) {
        List<Reading.Frame> frames = new ArrayList<>();
        for (Long number : numbers) {
            frames.add(new Reading.Frame(frames.size() / 30.0, number, true, false));
        }
        return new Reading(frames, List.of());
    }
}
