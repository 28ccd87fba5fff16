package dev.rucksack.lab.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What can be asked. Figures in seconds are goals of the project's; the rest are laws. */
final class Goals {

    private static final int SYNC_MILLIS = 40;

    /** Beyond this a missed goal is no longer a matter of a busy machine. */
    private static final double GROSS_SECONDS = 20;

    /** What lies in the link's own queue when it is cut still comes in, and nobody hears of it: a keyframe takes 40 ms at 6 Mb/s. */
    private static final long UNDER_WAY = 3;

    private Goals() {}

    /** What is asked in every scenario. */
    static List<Goal> always() {
        return List.of(
                evidence -> law(
                        "books balanced at every scrape",
                        "0 of " + evidence.scrapes() + " wrong",
                        evidence.imbalances().size(),
                        evidence.imbalances().isEmpty() && evidence.scrapes() > 0),
                evidence -> law(
                        "time goes forward in every session",
                        "0 steps back",
                        evidence.viewer().backwards(),
                        evidence.viewer().backwards() == 0),
                Goals::inSync);
    }

    private static Check inSync(Evidence evidence) {
        Double millis = evidence.viewer().beepAfterMillis();
        return goal(
                "in the end sound goes with its picture",
                "≤ " + SYNC_MILLIS + " ms apart",
                millis == null ? "no flash with a beep" : String.format(Locale.ROOT, "%.0f ms", millis),
                millis != null && Math.abs(millis) <= SYNC_MILLIS);
    }

    /** The proofs from outside. */
    static List<Goal> accounts(Scenario scenario) {
        boolean late = scenario.is(Scenario.Trait.LATE_PICTURES);
        boolean mayLack = scenario.is(Scenario.Trait.SMALL_DISK) || scenario.is(Scenario.Trait.COUNTERS_DIE);
        List<Goal> proofs = new ArrayList<>();
        proofs.add(evidence -> accounted("ingest", late, evidence, evidence.ingest()));
        proofs.add(evidence -> accounted("recording", late, evidence, evidence.recording()));
        if (!mayLack) {
            proofs.add(recordingLacksAtMost(0));
        }
        return proofs;
    }

    /**
     * A camera opened anew comes in anywhere between two ticks of its clock: there its count may be one off. And a frame whose
     * acknowledgement was under way when the link was cut has arrived without our hearing of it: when it is not sent again it counts as lost and
     * <i>unheard</i>. There are few of these at each end of a session, or the acknowledgements are not read as they should be.
     */
    private static Check accounted(String where, boolean late, Evidence evidence, Proof proof) {
        String what = "frames not accounted for, " + where;
        long reopened = evidence.restarts("capture");
        long underWay = UNDER_WAY * Math.max(0, evidence.viewer().sessions() - 1);
        boolean sound = proof.seen() <= underWay && proof.damaged() == 0;
        return new Check(
                !late || !sound,
                what,
                (reopened == 0 ? "0" : -reopened + " to " + reopened)
                        + (underWay == 0 ? "" : ", unheard but seen ≤ " + underWay),
                proof.unaccounted()
                        + (proof.seen() == 0 ? "" : ", unheard but seen " + proof.seen())
                        + (proof.damaged() == 0 ? "" : ", " + proof.damaged() + " damaged"),
                Math.abs(proof.unaccounted()) <= reopened && sound);
    }

    static Goal oneSession() {
        return evidence -> law(
                "same connection throughout",
                "1 session",
                evidence.viewer().sessions(),
                evidence.viewer().sessions() == 1);
    }

    /** At most one picture left out between two. */
    static Goal noGapInTime() {
        return evidence -> goal(
                "no gap in timestamps beyond one frame",
                "≤ 67 ms",
                evidence.viewer().timestampGapMillis() + " ms",
                evidence.viewer().timestampGapMillis() <= 67);
    }

    static Goal silentAtMost(double seconds) {
        return evidence -> within("viewer silent", seconds, evidence.viewer().silentSeconds());
    }

    static Goal soundSilentAtMost(double seconds) {
        return evidence -> within("sound missing", seconds, evidence.viewer().silentSoundSeconds());
    }

    /** How much longer than the outage itself. */
    static Goal silentBeyondOutage(double seconds) {
        return evidence -> within(
                "viewer silent beyond the outage",
                seconds,
                evidence.viewer().silentSeconds() - evidence.times().outageSeconds());
    }

    static Goal slateWithin(double seconds) {
        return evidence ->
                within("slate at the viewer", seconds, evidence.viewer().slateAfterSeconds());
    }

    static Goal noSlate() {
        return evidence -> goal(
                "no slate",
                "none",
                evidence.viewer().slateAfterSeconds() == null ? "none" : "one",
                evidence.viewer().slateAfterSeconds() == null);
    }

    static Goal pictureWithin(double seconds) {
        return evidence -> within(
                "camera's picture at the viewer", seconds, evidence.viewer().pictureAfterSeconds());
    }

    static Goal backWithin(double seconds) {
        return evidence -> within("publishing again", seconds, evidence.viewer().backAfterSeconds());
    }

    static Goal restarted(String process) {
        return evidence ->
                law(process + " replaced", "≥ 1", evidence.restarts(process), evidence.restarts(process) >= 1);
    }

    static Goal lostNothing() {
        return evidence -> goal(
                "nothing dropped",
                "0 frames",
                dropped(evidence.counted()) + " frames",
                dropped(evidence.counted()) == 0);
    }

    /** Surplus is no drop: two clocks that swap a frame now and then. */
    private static long dropped(Books books) {
        return books.lostAtCapture() + books.lostAtEncoder() + books.lostOnUplink();
    }

    /** Of the frames that viewers got. */
    static Goal recordingLacksAtMost(long frames) {
        return evidence -> law(
                "our recording lacks of what viewers got",
                "≤ " + frames + " frames",
                evidence.recordingLacks() + " frames",
                evidence.recordingLacks() <= frames);
    }

    static Goal told(String word) {
        return evidence -> law(
                "says so",
                word,
                evidence.words().isEmpty() ? "nothing" : String.join(" ", evidence.words()),
                evidence.words().contains(word));
    }

    static Goal restartedNothing() {
        return evidence -> goal(
                "no process is started again",
                "none",
                evidence.restarts().isEmpty() ? "none" : evidence.restarts(),
                evidence.restarts().isEmpty());
    }

    static Goal untold(String word) {
        return evidence -> goal(
                "says nothing that is untrue",
                "not " + word,
                evidence.words().isEmpty() ? "nothing" : String.join(" ", evidence.words()),
                !evidence.words().contains(word));
    }

    private static Check within(String what, double seconds, @Nullable Double found) {
        boolean met = found != null && found <= seconds;
        // What never came, or came long after, is no matter of a busy machine
        boolean gross = found == null || found > seconds + GROSS_SECONDS;
        return new Check(
                gross,
                what,
                String.format(Locale.ROOT, "≤ %.1f s", seconds),
                found == null ? "never" : String.format(Locale.ROOT, "%.2f s", found),
                met);
    }

    private static Check law(String what, String wanted, Object found, boolean met) {
        return new Check(true, what, wanted, String.valueOf(found), met);
    }

    private static Check goal(String what, String wanted, Object found, boolean met) {
        return new Check(false, what, wanted, String.valueOf(found), met);
    }
}
