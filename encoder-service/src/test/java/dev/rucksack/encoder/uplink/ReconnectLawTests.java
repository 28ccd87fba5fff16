package dev.rucksack.encoder.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReconnectLawTests {

    private static final long SECOND = 1_000_000_000L;
    private static final double DICE = 0.5;

    private final ReconnectLaw law = new ReconnectLaw(false);

    @Test
    void probesForAMinuteAndThenEachSecond() {
        assertThat(pause(LossReason.DROPPED, 0)).isZero();
        assertThat(pause(LossReason.UNREACHABLE, 1)).isEqualTo(150_000_000);
        assertThat(pause(LossReason.UNREACHABLE, 59)).isEqualTo(150_000_000);
        for (int second = 60; second < 10_000; second++) {
            assertThat(pause(LossReason.UNREACHABLE, second)).isEqualTo(SECOND);
        }
    }

    @Test
    void attemptsFollowEachOtherAsCloselyAsTheLawSays() {
        assertThat(law.everyNanos(0)).isEqualTo(SECOND);
        law.after(LossReason.DROPPED, 0, DICE);
        assertThat(law.everyNanos(0)).isEqualTo(SECOND);
        law.after(LossReason.UNREACHABLE, 0, DICE);
        assertThat(law.everyNanos(59 * SECOND)).isEqualTo(150_000_000);
        assertThat(law.everyNanos(60 * SECOND)).isEqualTo(SECOND);
        law.settled();
        law.after(LossReason.STALLED, 100 * SECOND, DICE);
        assertThat(law.everyNanos(101 * SECOND)).isEqualTo(150_000_000);
        law.settled();
        assertThat(law.everyNanos(101 * SECOND)).isEqualTo(SECOND);
    }

    @Test
    void givesUpAtTheThirdRefusalOfAnOrderThatNeverPublished() {
        assertThat(law.after(LossReason.REFUSED, 0, DICE).giveUp()).isFalse();
        assertThat(law.after(LossReason.UNREACHABLE, 0, DICE).giveUp()).isFalse();
        assertThat(law.after(LossReason.REFUSED, 0, DICE).told()).isEqualTo(LossReason.DROPPED);
        assertThat(law.after(LossReason.REFUSED, 0, DICE).giveUp()).isTrue();
    }

    @Test
    void neverGivesUpOnceItPublished() {
        law.settled();
        for (int i = 0; i < 100; i++) {
            ReconnectLaw.Step step = law.after(LossReason.REFUSED, i * SECOND, DICE);
            assertThat(step.giveUp()).isFalse();
            assertThat(step.pauseNanos()).isBetween(1L, 15 * SECOND);
        }
    }

    @Test
    void neverGivesUpOnAKeyThatWasProvenInTheLifeBefore() {
        ReconnectLaw resumed = new ReconnectLaw(true);
        for (int i = 0; i < 100; i++) {
            assertThat(resumed.after(LossReason.REFUSED, i * SECOND, DICE).giveUp())
                    .isFalse();
        }
    }

    @Test
    void neverTakesAGhostForARefusal() {
        for (int i = 0; i < 100; i++) {
            ReconnectLaw.Step step = law.after(LossReason.ALREADY_PUBLISHING, i * SECOND, DICE);
            assertThat(step.giveUp()).isFalse();
            assertThat(step.pauseNanos()).isEqualTo(SECOND);
        }
    }

    @Test
    void replacesAPublisherAtOnceButNotInABusyLoop() {
        assertThat(pause(LossReason.PUBLISHER, 0)).isZero();
        for (int i = 0; i < 20; i++) {
            assertThat(pause(LossReason.PUBLISHER, 0)).isPositive();
        }
        law.settled();
        assertThat(pause(LossReason.PUBLISHER, 0)).isZero();
    }

    private long pause(LossReason reason, long second) {
        ReconnectLaw.Step step = law.after(reason, second * SECOND, DICE);
        assertThat(step.giveUp()).isFalse();
        return step.pauseNanos();
    }
}
