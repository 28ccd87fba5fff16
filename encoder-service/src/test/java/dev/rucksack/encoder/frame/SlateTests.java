package dev.rucksack.encoder.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlateTests {

    private static final PictureSize SIZE = new PictureSize(640, 360);
    private static final long SECOND = 1_000_000_000L;

    @ParameterizedTest
    @CsvSource({
        "0, 0:00",
        "12, 0:12",
        "59, 0:59",
        "60, 1:00",
        "754, 12:34",
        "3599, 59:59",
        "3600, 1:00:00",
        "45296, 12:34:56"
    })
    void theTimeSinceIsSaidAsPeopleWriteIt(long seconds, String time) {
        assertThat(Slate.words(seconds)).isEqualTo("No picture for " + time);
    }

    @Test
    void itIsDrawnOnceASecondAndNeverUnderWhoeverHoldsIt() {
        var slate = new Slate(SIZE);
        Frame zero = slate.picture(0);
        assertThat(slate.picture(SECOND - 1)).isSameAs(zero);
        Frame one = slate.picture(SECOND);
        assertThat(one).isNotSameAs(zero);
        assertThat(one.view()).isNotEqualTo(zero.view());
        zero.retain();
        ByteBuffer before = copy(zero);
        assertThat(slate.picture(2 * SECOND)).as("the other one is lent").isSameAs(one);
        assertThat(zero.view()).isEqualTo(before);
        zero.release();
        assertThat(slate.picture(2 * SECOND)).isSameAs(zero);
        assertThat(zero.view()).isNotEqualTo(before);
    }

    private static ByteBuffer copy(Frame frame) {
        return ByteBuffer.allocate(SIZE.frameBytes()).put(frame.view()).flip();
    }

    @Test
    void theOperatorsPictureStandsInItsPlaceAndGoesAgain() {
        var slate = new Slate(SIZE);
        ByteBuffer own = ByteBuffer.allocate(SIZE.frameBytes());
        own.put(5, (byte) 77);
        slate.show(own);
        Frame shown = slate.picture(9 * SECOND);
        assertThat(shown.view()).isEqualTo(own.rewind());
        assertThat(slate.picture(10 * SECOND)).isSameAs(shown);
        slate.show(null);
        assertThat(slate.picture(11 * SECOND)).isNotSameAs(shown);
    }

    @ParameterizedTest
    @CsvSource({"64, 64", "64, 2304", "4096, 64", "720, 1280", "1920, 1080"})
    void anySizeHasItsSlate(int width, int height) {
        var size = new PictureSize(width, height);
        ByteBuffer picture = new Slate(size).picture(3600 * SECOND).view();
        int brightest = 0;
        for (int i = 0; i < size.pixels(); i++) {
            brightest = Math.max(brightest, picture.get(i) & 0xff);
        }
        assertThat(brightest).isBetween(150, 235);
        assertThat(picture.get(0)).as("black around it").isEqualTo((byte) 16);
        assertThat(picture.get(size.pixels())).isEqualTo((byte) 128);
    }

    @ParameterizedTest
    @CsvSource({"10, 10, 4", "10.3, 9.6, 7.25", "12, 11.5, 9.9"})
    void coverageIsTheAreaOfTheShape(float x, float y, float radius) {
        var coverage = new Coverage(24 * 24);
        assertThat(coverage.begin(24, 24)).isTrue();
        coverage.disc(x, y, radius);
        coverage.end();
        assertThat(sum(coverage)).isCloseTo(Math.PI * radius * radius, within(radius * radius * 0.012));
        coverage.begin(24, 24);
        coverage.polygon(2.25f, 3.5f, 20, 3.5f, 20, 8.75f, 2.25f, 8.75f);
        coverage.polygon(4, 5, 4, 6, 6.5f, 6, 6.5f, 5);
        coverage.end();
        assertThat(sum(coverage)).as("a hole runs the other way").isCloseTo(17.75 * 5.25 - 2.5, within(1e-3));
        assertThat(coverage.at(2, 4)).isEqualTo(0.75f, within(1e-5f));
        assertThat(coverage.at(30, 4)).isZero();
    }

    private static double sum(Coverage coverage) {
        double sum = 0;
        for (int row = 0; row < coverage.height(); row++) {
            for (int column = 0; column < coverage.width(); column++) {
                sum += coverage.at(column, row);
            }
        }
        return sum;
    }
}
