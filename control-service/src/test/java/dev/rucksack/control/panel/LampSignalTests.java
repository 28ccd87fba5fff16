package dev.rucksack.control.panel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LampSignalTests {

    private final LampSignal signal = new LampSignal();

    @Test
    void aChangeGoesOutAtOnceAndTheSameOnlyAsAHeartbeat() {
        assertThat(signal.show(Lamp.IDLE, 0, 0)).contains("lamp idle 1");
        assertThat(signal.show(Lamp.IDLE, 0, millis(899))).isEmpty();
        assertThat(signal.show(Lamp.IDLE, 0, millis(900))).contains("lamp idle 2");
        assertThat(signal.show(Lamp.STARTING, 0, millis(901))).contains("lamp starting 3");
        assertThat(signal.show(Lamp.LIVE, 0, millis(902))).contains("lamp live 4");
    }

    @Test
    void theFirstLampOfABoardIsNoChangeToMeasure() {
        signal.show(Lamp.LIVE, 0, 0);
        assertThat(signal.lamp()).isEqualTo(Lamp.LIVE);
        assertThat(signal.acknowledged(1, millis(60_000))).isEmpty();
    }

    @Test
    void theAnswerToALaterLineAcknowledgesTheChangeToo() {
        signal.show(Lamp.IDLE, 0, 0);
        signal.show(Lamp.LIVE, millis(1000), millis(1001));
        signal.show(Lamp.LIVE, millis(1000), millis(2001));
        assertThat(signal.acknowledged(3, millis(2005)).getAsLong()).isEqualTo(millis(1005));
    }

    @Test
    void anAnswerToALineNeverSentMeansNothing() {
        signal.show(Lamp.IDLE, 0, 0);
        signal.show(Lamp.LIVE, 0, 1);
        assertThat(signal.acknowledged(99, 2)).isEmpty();
        assertThat(signal.acknowledged(0, 2)).isEmpty();
    }

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
