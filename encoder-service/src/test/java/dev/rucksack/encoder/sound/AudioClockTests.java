package dev.rucksack.encoder.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rucksack.encoder.frame.FrameRate;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A microphone that beeps once a second, by its own clock, against the stream's clock, in virtual time. */
class AudioClockTests {

    private static final long SECOND = 1_000_000_000L;

    private long now;
    private final MicrophoneBuffer microphone = new MicrophoneBuffer();
    private final short[] heard = new short[301 * SampleSink.RATE];
    private int size;
    private long expectedFirst;
    private final Random dice = new Random(3);

    private void hear(long first, ByteBuffer samples) {
        assertThat(first).isEqualTo(expectedFirst);
        expectedFirst += samples.remaining() / SampleSink.FRAME_BYTES;
        while (samples.hasRemaining()) {
            heard[size++] = (short) (samples.get() & 0xff | samples.get() << 8);
            samples.getShort();
        }
    }

    /** 10 ms chunks that come up to 8 ms late; full scale for the first 100 ms of each second of the world's time. */
    private void microphoneUntil(long end, double ppm, long[] made, short loud) {
        while (true) {
            long last = made[0] + 480;
            long at = (long) (last * SampleTimeline.NANOS_PER_SAMPLE / (1 + ppm / 1e6)) + dice.nextLong(8_000_000);
            if (at > end) {
                return;
            }
            var chunk = ByteBuffer.allocate(480 * SampleSink.FRAME_BYTES);
            for (long i = made[0]; i < last; i++) {
                double seconds = i / (double) SampleSink.RATE / (1 + ppm / 1e6);
                short value = seconds - (long) seconds < 0.1 ? loud : 0;
                chunk.put((byte) value)
                        .put((byte) (value >> 8))
                        .put((byte) value)
                        .put((byte) (value >> 8));
            }
            microphone.arrived(chunk.flip(), at);
            made[0] = last;
        }
    }

    private List<Double> beeps(double streamStart) {
        var beeps = new ArrayList<Double>();
        for (int i = 1; i < size; i++) {
            if (Math.abs(heard[i]) > 8000 && Math.abs(heard[i - 1]) <= 8000) {
                beeps.add(streamStart + i / (double) SampleSink.RATE);
            }
        }
        return beeps;
    }

    @ParameterizedTest
    @CsvSource({
        "0, 123457/4127, 30",
        "0, 240, 20",
        "100, 30, 240",
        "-100, 30, 240",
        "0, 30000/1001, 30",
        "1000, 25, 30",
        "-1000, 60, 30"
    })
    void aMicrophonesOwnClockStaysWithinTwentyMilliseconds(double ppm, String rateText, int seconds) {
        var rate = FrameRate.parse(rateText);
        var clock = new AudioClock(rate, microphone, () -> now);
        clock.begin(this::hear);
        long[] made = {0};
        long start = 5 * SECOND;
        for (long tick = 0; tick < seconds * rate.framesPerSecond() - 1; tick++) {
            long place = start + rate.tickNanos(tick);
            now = place + 60_000_000;
            microphoneUntil(now, ppm, made, (short) 16000);
            clock.tick(tick, place);
            assertThat(expectedFirst).isEqualTo(rate.unitsBefore(tick + 1, SampleSink.RATE));
            clock.end();
            clock.begin(this::hear);
        }
        assertThat((long) size)
                .isEqualTo(rate.unitsBefore((long) Math.ceil(seconds * rate.framesPerSecond() - 1), SampleSink.RATE));
        // the very first one fades in
        var beeps = beeps(5).stream().filter(beep -> beep > 5.5).toList();
        assertThat(beeps).hasSizeBetween(seconds - 2, seconds);
        assertThat(beeps).allSatisfy(beep -> assertThat(beep - Math.rint(beep)).isCloseTo(0, within(0.012)));
    }

    /** Pictures wait for the sound that goes with them, so no sound waits for the end of its tick. */
    @Test
    void aPortionOfATickGoesOutAsSoonAsItWasHeard() {
        var clock = new AudioClock(FrameRate.of(30), microphone, () -> now);
        clock.start();
        clock.begin(this::hear);
        try {
            long[] made = {0};
            now = SECOND;
            microphoneUntil(now, 0, made, (short) 16000);
            clock.tick(0, now - 20_000_000);
            int whenTicked = size;
            now = SECOND + 25_000_000;
            microphoneUntil(now, 0, made, (short) 16000);
            assertThat(whenTicked).isIn(0, 533);
            assertThat(size).isIn(1066, 1600).isGreaterThan(whenTicked);
        } finally {
            clock.stop();
        }
    }

    @Test
    void silenceWithoutAMicrophoneAndExactlyTheSamplesOfEachTick() {
        var rate = FrameRate.parse("30000/1001");
        var clock = new AudioClock(rate, microphone, () -> now);
        clock.begin(this::hear);
        for (long tick = 0; tick < 3000; tick++) {
            clock.tick(tick, SECOND + rate.tickNanos(tick));
        }
        clock.end();
        assertThat((long) size).isEqualTo(rate.unitsBefore(3000, SampleSink.RATE));
        assertThat(heard).isEqualTo(new short[heard.length]);
    }

    @Test
    void aMicrophoneThatGoesAndComesLeavesNoClickAndComesBackInTime() {
        var rate = FrameRate.of(30);
        var clock = new AudioClock(rate, microphone, () -> now);
        clock.begin(this::hear);
        long[] made = {0};
        for (long tick = 0; tick < 900; tick++) {
            long place = rate.tickNanos(tick);
            now = place + 200_000_000;
            if (tick < 316 || tick > 614) {
                if (tick == 615) {
                    microphone.restarted();
                    made[0] = (long) (place / SampleTimeline.NANOS_PER_SAMPLE);
                }
                microphoneUntil(now, 0, made, (short) 16000);
            }
            clock.tick(tick, place);
            clock.end();
            clock.begin(this::hear);
        }
        var beeps = beeps(0).stream().filter(beep -> beep > 0.5).toList();
        assertThat(beeps).allSatisfy(beep -> assertThat(beep - Math.rint(beep)).isCloseTo(0, within(0.02)));
        assertThat(beeps).hasSize(19);
    }

    /** A tone that goes for a second from 3 s on, and for one tick at 6 s: how loud it is, and whether it clicks. */
    @Test
    void aToneThatGoesFadesWithinAFifthOfASecondAndAGapOfOneTickIsHardlyHeard() {
        var rate = FrameRate.of(30);
        var clock = new AudioClock(rate, microphone, () -> now);
        clock.begin(this::hear);
        long made = 0;
        for (long tick = 0; tick < 240; tick++) {
            long place = rate.tickNanos(tick);
            boolean away = tick >= 90 && tick < 120 || tick == 180;
            if (tick == 120) {
                microphone.restarted();
            }
            int count = SampleSink.RATE / 30;
            var chunk = ByteBuffer.allocate(count * SampleSink.FRAME_BYTES);
            for (int i = 0; i < count; i++) {
                short value = (short) Math.round(16000 * Math.sin(2 * Math.PI * 440 * (made + i) / SampleSink.RATE));
                chunk.putShort(Short.reverseBytes(value)).putShort(Short.reverseBytes(value));
            }
            made += count;
            now = place + SECOND / 30;
            if (away) {
                microphone.restarted();
            } else {
                microphone.arrived(chunk.flip(), now);
            }
            clock.tick(tick, place);
            clock.end();
            clock.begin(this::hear);
        }
        assertThat(loudest(2, 2.9)).isGreaterThan(15900);
        assertThat(loudest(3.1, 3.15)).isBetween(4000, 12000);
        assertThat(loudest(3.25, 3.9)).isZero();
        assertThat(loudest(4.3, 5.9)).isGreaterThan(15900);
        assertThat(loudest(6.0, 6.05)).isGreaterThan(12000);
        int steepest = IntStream.range(1, size)
                .map(i -> Math.abs(heard[i] - heard[i - 1]))
                .max()
                .orElseThrow();
        assertThat(steepest).as("the tone itself has steps of 922").isLessThan(1400);
    }

    /** Noise that is heard by the stream's own clock. The parts of a tick are other at each turn of the buffer of eight seconds. */
    @Test
    void soundThatNeedsNothingGoesOutAsItCame() {
        var rate = FrameRate.parse("30000/1001");
        var clock = new AudioClock(rate, microphone, () -> now);
        clock.begin(this::hear);
        short[] noise = new short[20 * SampleSink.RATE];
        int made = 0;
        for (long tick = 0; tick < 500; tick++) {
            long place = rate.tickNanos(tick);
            now = place + 100_000_000;
            int end = (int) (now / 1e9 * SampleSink.RATE) / 480 * 480;
            var chunk = ByteBuffer.allocate((end - made) * SampleSink.FRAME_BYTES);
            for (int i = made; i < end; i++) {
                noise[i] = (short) dice.nextInt();
                chunk.putShort(Short.reverseBytes(noise[i])).putShort(Short.reverseBytes(noise[i]));
            }
            microphone.arrived(chunk.flip(), (long) (end * SampleTimeline.NANOS_PER_SAMPLE));
            made = end;
            clock.tick(tick, place);
            clock.end();
            clock.begin(this::hear);
        }
        int from = SampleSink.RATE;
        int shift = shift(noise, from);
        assertThat(Arrays.copyOfRange(heard, from, size))
                .isEqualTo(Arrays.copyOfRange(noise, from + shift, size + shift));
    }

    /** By how many samples the beginning of what is heard from here lies elsewhere in what was made. */
    private int shift(short[] noise, int from) {
        return IntStream.rangeClosed(-200, 200)
                .filter(shift -> IntStream.range(0, 50).allMatch(i -> heard[from + i] == noise[from + i + shift]))
                .findFirst()
                .orElseThrow();
    }

    private int loudest(double from, double to) {
        return IntStream.range((int) (from * SampleSink.RATE), (int) (to * SampleSink.RATE))
                .map(i -> Math.abs(heard[i]))
                .max()
                .orElseThrow();
    }

    @Test
    void delayGainAndMuteDoWhatTheySay() {
        var rate = FrameRate.of(25);
        var clock = new AudioClock(rate, microphone, () -> now);
        clock.mix(new Mix(-6.0206, false, 400));
        clock.begin(this::hear);
        long[] made = {0};
        for (long tick = 0; tick < 250; tick++) {
            if (tick == 200) {
                clock.mix(new Mix(0, true, 400));
            }
            long place = SECOND + rate.tickNanos(tick);
            now = place + 100_000_000;
            microphoneUntil(now, 0, made, (short) 20000);
            clock.tick(tick, place);
            clock.end();
            clock.begin(this::hear);
        }
        assertThat(beeps(1)).allSatisfy(beep -> assertThat(beep % 1).isCloseTo(0.4, within(0.012)));
        assertThat(IntStream.range(0, size).map(i -> heard[i]).max().orElseThrow())
                .isBetween(9900, 10100);
        assertThat(Arrays.copyOfRange(heard, 201 * 1920, 250 * 1920)).containsOnly((short) 0);
        assertThat(microphone.level().left()).isCloseTo(20 * Math.log10(20000 / 32768.0), within(20.0));
    }
}
