package dev.rucksack.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rucksack.lab.reader.Reading;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Numbers 100 to 199 between two moments at 99 and 199; the recordings have more on either side. */
class ProofTests {

    private static final Moment FROM = new Moment(books(0, 0, 0, 0, 0, 0), 99);

    @Test
    void aWholeRecordingLacksNothing() {
        Proof proof = Proof.ofIngest(FROM, to(books(0, 0, 0, 0, 0, 0)), List.of(numbers(90, 210)));

        assertThat(proof).isEqualTo(new Proof(0, 0, 0, 0, 0, 0));
    }

    @Test
    void whatTheUplinkLostIsMissingAtTheIngestAndNotInOurRecording() {
        Moment to = to(books(0, 0, 0, 0, 0, 30));

        Proof ingest = Proof.ofIngest(FROM, to, List.of(numbers(90, 119), numbers(150, 210)));
        Proof recording = Proof.ofRecording(FROM, to, List.of(numbers(90, 210)));

        assertThat(ingest.missing()).isEqualTo(30);
        assertThat(ingest.unaccounted()).isZero();
        assertThat(recording.missing()).isZero();
        assertThat(recording.unaccounted()).isZero();
    }

    @Test
    void whatNobodyCountedIsNotAccountedFor() {
        Proof proof = Proof.ofIngest(FROM, to(books(0, 0, 0, 0, 0, 0)), List.of(numbers(90, 119), numbers(122, 210)));

        assertThat(proof.unaccounted()).isEqualTo(2);
    }

    @Test
    void whatIsCountedAndNotMissingIsNotAccountedForEither() {
        Proof proof = Proof.ofIngest(FROM, to(books(3, 0, 0, 0, 0, 0)), List.of(numbers(90, 210)));

        assertThat(proof.unaccounted()).isEqualTo(-3);
    }

    @Test
    void whatTheCountersSayThatNobodyHeardOfMayHaveComeOrNot() {
        Moment to = to(books(0, 0, 0, 0, 0, 30, 5));

        Proof three = Proof.ofIngest(FROM, to, List.of(numbers(90, 122), numbers(150, 210)));
        Proof six = Proof.ofIngest(FROM, to, List.of(numbers(90, 125), numbers(150, 210)));
        Proof none = Proof.ofIngest(FROM, to, List.of(numbers(90, 119), numbers(150, 210)));

        assertThat(three.unaccounted()).isZero();
        assertThat(three.seen()).isEqualTo(3);
        assertThat(six.unaccounted()).as("one more than it says").isEqualTo(-1);
        assertThat(six.seen()).isEqualTo(5);
        assertThat(none.unaccounted()).isZero();
        assertThat(none.seen()).isZero();
    }

    @Test
    void whatANewSessionWasSentAgainCountsOnce() {
        Proof proof = Proof.ofIngest(FROM, to(books(0, 0, 0, 0, 0, 0)), List.of(numbers(90, 150), numbers(121, 210)));

        assertThat(proof).isEqualTo(new Proof(0, 0, 0, 0, 0, 0));
    }

    /** As in an hour's soak, at two of six seams: a capture was just being replaced. */
    @Test
    void aRepeatAtTheSeamOfTwoPartsIsNotSentAgain() {
        List<Reading.Frame> next = new ArrayList<>(List.of(frame(129L), frame(129L)));
        next.addAll(numbers(133, 210).frames());

        Proof proof = Proof.ofRecording(
                FROM, to(books(3, 0, 3, 0, 0, 0)), List.of(numbersAnd(90, 129, 129L), new Reading(next, List.of())));

        assertThat(proof).isEqualTo(new Proof(3, 3, 3, 0, 0, 0));
    }

    @Test
    void aSlateTakesThePlaceOfWhatTheCameraDidNotGive() {
        List<Reading.Frame> frames = new ArrayList<>(numbers(90, 129).frames());
        frames.add(frame(129L));
        for (int i = 0; i < 19; i++) {
            frames.add(frame(null));
        }
        frames.addAll(numbers(150, 210).frames());

        Proof proof = Proof.ofIngest(FROM, to(books(20, 0, 1, 19, 0, 0)), List.of(new Reading(frames, List.of())));

        assertThat(proof).isEqualTo(new Proof(20, 20, 1, 19, 0, 0));
    }

    @Test
    void aRepeatedTickThatIsLostTakesNoNumberWithIt() {
        Moment to = to(books(10, 0, 10, 0, 0, 10));

        Proof proof = Proof.ofIngest(FROM, to, List.of(numbers(90, 129), numbers(140, 210)));

        assertThat(proof.expected()).isEqualTo(10);
        assertThat(proof.unaccounted()).isZero();
    }

    private static Moment to(Books books) {
        return new Moment(books, 199);
    }

    private static Books books(long capture, long surplus, long repeated, long slate, long encode, long uplink) {
        return books(capture, surplus, repeated, slate, encode, uplink, 0);
    }

    private static Books books(
            long capture, long surplus, long repeated, long slate, long encode, long uplink, long unheard) {
        return new Books(0, surplus, 0, repeated, slate, 0, 0, 0, capture, encode, uplink, unheard, 0, 0, 0, 0, 0);
    }

    private static Reading numbers(long first, long last) {
        List<Reading.Frame> frames = new ArrayList<>();
        for (long number = first; number <= last; number++) {
            frames.add(frame(number));
        }
        return new Reading(frames, List.of());
    }

    private static Reading numbersAnd(long first, long last, Long more) {
        List<Reading.Frame> frames = new ArrayList<>(numbers(first, last).frames());
        frames.add(frame(more));
        return new Reading(frames, List.of());
    }

    private static Reading.Frame frame(Long number) {
        return new Reading.Frame(0, number, number != null, false);
    }
}
