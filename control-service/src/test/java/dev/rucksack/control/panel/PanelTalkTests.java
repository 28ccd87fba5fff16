package dev.rucksack.control.panel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PanelTalkTests {

    private final List<String> told = new ArrayList<>();
    private final Map<PanelWatch.Event, Integer> counted = new EnumMap<>(PanelWatch.Event.class);
    private final List<Long> lags = new ArrayList<>();
    private final PanelTalk talk = new PanelTalk("/dev/ttyACM0", new Told(), new Counted());

    @Test
    void aPressIsHeardOnceHoweverLongTheButtonIsHeld() {
        for (int i = 0; i < 50; i++) {
            talk.heard("1", millis(i * 100));
        }
        talk.heard("1", millis(4_900 + 401));
        assertThat(told).containsExactly("A", "A");
        assertThat(counted).containsEntry(PanelWatch.Event.PRESS_A, 51);
    }

    @Test
    void theOtherButtonIsHeardAtOnce() {
        talk.heard("press a", millis(0));
        talk.heard("press b", millis(1));
        talk.heard("press a", millis(2));
        assertThat(told).containsExactly("A", "B");
    }

    @Test
    void theOriginalsEndlessSwitchIsToldOnce() {
        for (int i = 0; i < 10_000; i++) {
            talk.heard("3", millis(i * 20));
        }
        assertThat(told).containsExactly("switch null");
        assertThat(counted).containsEntry(PanelWatch.Event.SWITCH, 10_000);
    }

    @Test
    void noiseIsCountedAndTellsNobody() {
        talk.heard("Traceback (most recent call last):", millis(0));
        talk.overlong(millis(1));
        assertThat(told).isEmpty();
        assertThat(counted).containsEntry(PanelWatch.Event.NOISE, 1).containsEntry(PanelWatch.Event.OVERLONG, 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rucksack 1, noise            | 59999 | true",
                "rucksack 1, noise            | 60000 | false",
                "rucksack 1, overlong         | 59999 | true",
                "rucksack 1, overlong         | 60000 | false",
                "rucksack 1, noise, press a   | 0     | true",
                "rucksack 1, press a, ack 1   | 0     | false",
                "noise                        | 0     | false",
                "noise, noise                 | 0     | true",
                "noise, rucksack 1, press a   | 0     | false",
                "overlong                     | 0     | true",
                "1, 3, 3, 2                   | 0     | false"
            })
    void aBoardIsNoisyUntilItWasUnderstoodForAMinute(String lines, long millisLater, boolean noisy) {
        assertThat(talk.state(millis(0)).noisy()).isFalse();
        for (String line : lines.split(", ")) {
            if (line.equals("overlong")) {
                talk.overlong(millis(5_000));
            } else {
                talk.heard(line, millis(5_000));
            }
        }
        assertThat(talk.state(millis(5_000 + millisLater)).noisy()).isEqualTo(noisy);
    }

    @Test
    void anotherConnectionBeginsWithoutTheNoiseOfTheLast() {
        talk.overlong(millis(0));
        PanelTalk next = new PanelTalk("/dev/ttyACM0", new Told(), new Counted());
        assertThat(next.state(millis(1)).noisy()).isFalse();
        assertThat(PanelState.ABSENT.noisy()).isFalse();
    }

    @Test
    void aBoardThatSaysWhoItIsGetsItsLampAgain() {
        assertThat(talk.show(Lamp.LIVE, millis(0), millis(0))).contains("lamp live 1");
        assertThat(talk.show(Lamp.LIVE, millis(0), millis(10))).isEmpty();
        talk.heard("rucksack 1", millis(20));
        assertThat(told).containsExactly("changed rucksack 1");
        assertThat(talk.show(Lamp.LIVE, millis(20), millis(20))).contains("lamp live 2");
    }

    @Test
    void silenceCountsOnlyForABoardThatAcknowledges() {
        assertThat(talk.state(millis(60_000)).silentSinceNanos()).isNull();
        talk.heard("rucksack 1", millis(60_000));
        assertThat(talk.state(millis(62_999)).silentSinceNanos()).isNull();
        assertThat(talk.state(millis(63_000)).silentSinceNanos()).isEqualTo(millis(60_000));
        talk.heard("ack 1", millis(64_000));
        assertThat(talk.state(millis(64_001)).silentSinceNanos()).isNull();
    }

    @Test
    void theLagOfAChangeIsMeasuredOnceFromItsCause() {
        talk.show(Lamp.IDLE, millis(0), millis(0));
        talk.heard("ack 1", millis(1));
        talk.show(Lamp.LIVE, millis(100), millis(103));
        talk.heard("ack 1", millis(104));
        talk.heard("ack 2", millis(112));
        talk.heard("ack 2", millis(900));
        assertThat(lags).containsExactly(millis(12));
    }

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }

    private final class Told implements PanelListener {
        @Override
        public void pressed(Button button) {
            told.add(button.toString());
        }

        @Override
        public void switched(@Nullable Boolean on) {
            told.add("switch " + on);
        }

        @Override
        public void changed(PanelState state) {
            told.add("changed " + state.firmware());
        }
    }

    private final class Counted implements PanelWatch {
        @Override
        public void event(Event event) {
            counted.merge(event, 1, Integer::sum);
        }

        @Override
        public void lampLag(long nanos) {
            lags.add(nanos);
        }
    }
}
