package dev.rucksack.encoder.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StillnessTests {

    private static final PictureSize SIZE = new PictureSize(320, 180);
    private static final long INTERVAL = 33_333_334;

    private final FramePool pool = new FramePool(SIZE, 3);
    private final Stillness stillness = new Stillness();
    private final byte[] picture = new byte[SIZE.frameBytes()];
    private long now = -5;

    StillnessTests() {
        new Random(1).nextBytes(picture);
    }

    private boolean next() {
        Frame frame = pool.take();
        frame.target().put(picture);
        now += INTERVAL;
        try {
            return stillness.still(frame, now);
        } finally {
            frame.release();
        }
    }

    @AfterEach
    void nothingIsKept() {
        stillness.close();
        assertThat(pool.free()).isEqualTo(3);
    }

    @Test
    void onlyTwoSecondsOfTheSameAreStillAndTheFirstOtherFrameIsNot() {
        for (int i = 0; i < 60; i++) {
            assertThat(next()).as("frame %d", i).isFalse();
        }
        assertThat(next()).isTrue();
        assertThat(next()).isTrue();
        new Random(3).nextBytes(picture);
        assertThat(next()).isFalse();
    }

    @Test
    void noiseIsNeverStill() {
        var dice = new Random(2);
        for (int i = 0; i < 300; i++) {
            dice.nextBytes(picture);
            assertThat(next()).isFalse();
        }
    }

    /** A clock in a corner of a still picture: eight bytes that change with every frame, anywhere. */
    @ParameterizedTest
    @ValueSource(ints = {0, 13, 399, 400, 40_001, 86_392})
    void aSmallThingThatMovesIsFound(int place) {
        for (int i = 0; i < 300; i++) {
            for (int k = 0; k < 8; k++) {
                picture[place + k]++;
            }
            assertThat(next()).as("frame %d", i).isFalse();
        }
    }
}
