package dev.rucksack.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rucksack.lab.ingest.Packet;
import dev.rucksack.lab.reader.Reading;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ten pictures a second; picture n is shown at n tenths and comes in 50 ms later. The fault is at 1 s, its cure at 2 s. */
class ViewerTests {

    private static final long TENTH = 100_000_000L;
    private static final Times TIMES = new Times(0, 10 * TENTH, 20 * TENTH, 40 * TENTH);

    private final List<Packet> packets = new ArrayList<>();
    private final List<Reading.Frame> first = new ArrayList<>();
    private final List<Reading.Frame> second = new ArrayList<>();

    @Test
    void withoutAFaultNothingIsMissing() {
        pictures(0, 40, 0);

        Viewer viewer = viewer();

        assertThat(viewer.sessions()).isEqualTo(1);
        assertThat(viewer.silentSeconds()).isCloseTo(0.1, within(1e-6));
        assertThat(viewer.timestampGapMillis()).isEqualTo(100);
        assertThat(viewer.backwards()).isZero();
        assertThat(viewer.slateAfterSeconds()).isNull();
        assertThat(viewer.delayBeforeMillis()).isCloseTo(50, within(1e-6));
        assertThat(viewer.delayAfterMillis()).isCloseTo(50, within(1e-6));
    }

    @Test
    void aSlateComesWhenThePictureGoes() {
        pictures(0, 15, 0);
        for (int i = 15; i < 23; i++) {
            picture(0, i, null);
        }
        pictures(23, 40, 0);

        Viewer viewer = viewer();

        assertThat(viewer.slateAfterSeconds()).isCloseTo(0.55, within(1e-6));
        assertThat(viewer.backAfterSeconds()).isCloseTo(0.05, within(1e-6));
        assertThat(viewer.pictureAfterSeconds()).isCloseTo(0.35, within(1e-6));
        assertThat(viewer.silentSeconds()).isCloseTo(0.1, within(1e-6));
    }

    @Test
    void aNewConnectionIsANewSessionAndWhatItRepeatsIsNoNewPicture() {
        pictures(0, 12, 0);
        for (int i = 0; i < 4; i++) {
            picture(1, 22 + i, (long) (8 + i)); // sent again
        }
        pictures(26, 40, 1);

        Viewer viewer = viewer();

        assertThat(viewer.sessions()).isEqualTo(2);
        assertThat(viewer.silentSeconds()).isCloseTo(1.1, within(1e-6));
        assertThat(viewer.backAfterSeconds()).isCloseTo(0.25, within(1e-6));
        assertThat(viewer.pictureAfterSeconds()).isCloseTo(0.65, within(1e-6));
    }

    @Test
    void whatNeverComesBackIsSilentToTheEnd() {
        pictures(0, 11, 0);

        Viewer viewer = viewer();

        assertThat(viewer.silentSeconds()).isCloseTo(2.95, within(1e-6));
        assertThat(viewer.backAfterSeconds()).isNull();
    }

    @Test
    void timeThatGoesBackIsCountedInPicturesAndInSound() {
        pictures(0, 10, 0);
        sound(0, 400);
        sound(0, 400); // two of one millisecond are none
        sound(0, 399);
        sound(1, 0); // a session begins anew
        assertThat(viewer().backwards()).isEqualTo(1);

        picture(0, 9, 9L);
        assertThat(viewer().backwards()).isEqualTo(2);
    }

    private void sound(int session, int millis) {
        packets.add(new Packet(session, false, false, millis, 10 * TENTH, 300));
    }

    private void pictures(int from, int to, int session) {
        for (int i = from; i < to; i++) {
            picture(session, i, (long) i);
        }
    }

    private void picture(int session, int tenth, Long number) {
        packets.add(new Packet(session, true, false, tenth * 100, tenth * TENTH + TENTH / 2, 1000));
        (session == 0 ? first : second).add(new Reading.Frame(tenth / 10.0, number, number != null, false));
    }

    private Viewer viewer() {
        return Viewer.of(
                packets,
                List.of(new Reading(first, List.of()), new Reading(second, List.of())),
                TIMES,
                number -> number * TENTH);
    }
}
