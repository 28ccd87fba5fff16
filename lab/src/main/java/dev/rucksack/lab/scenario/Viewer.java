package dev.rucksack.lab.scenario;

import dev.rucksack.lab.ingest.Packet;
import dev.rucksack.lab.reader.Reading;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a viewer had, by the packets that came in at the ingest and the numbers in their pictures.
 *
 * @param sessions publishing sessions that the ingest had: 1 is one connection throughout
 * @param silentSeconds the longest time without a picture coming in
 * @param silentSoundSeconds the longest time without sound coming in
 * @param timestampGapMillis the longest step between the times of two pictures of a session
 * @param backwards pictures whose time is not after that of the one before, and sound whose time is before it, in their session
 * @param slateAfterSeconds from the fault to the first picture without a number; null when there was none
 * @param backAfterSeconds from the cure to the first picture of whatever; null when none came
 * @param pictureAfterSeconds from the cure to the first picture of the camera that nobody had seen; null when none came
 * @param delayBeforeMillis camera to ingest, median of the second before the fault
 * @param delayAfterMillis camera to ingest, median of the last second
 * @param beepAfterMillis how long after a flash its beep is heard, median of the last three; null where there was none
 */
public record Viewer(
        int sessions,
        double silentSeconds,
        double silentSoundSeconds,
        long timestampGapMillis,
        int backwards,
        @Nullable Double slateAfterSeconds,
        @Nullable Double backAfterSeconds,
        @Nullable Double pictureAfterSeconds,
        double delayBeforeMillis,
        double delayAfterMillis,
        @Nullable Double beepAfterMillis) {

    private static final int FLASHES = 3;

    /** A picture that came in. */
    private record Sight(Packet packet, Reading.@Nullable Frame frame) {}

    /**
     * @param packets all that came in, in order
     * @param readings what the sessions' recordings show
     * @param times when the fault was caused and cured
     * @param dueNanos when the camera showed which number
     */
    static Viewer of(List<Packet> packets, List<Reading> readings, Times times, LongUnaryOperator dueNanos) {
        List<Sight> sights = sights(packets, readings);
        long fault = times.faultNanos();
        long cure = times.cureNanos();
        return new Viewer(
                (int) packets.stream().map(Packet::session).distinct().count(),
                silence(packets, true, times),
                silence(packets, false, times),
                timestampGap(packets, times),
                backwards(packets),
                seconds(
                        fault,
                        sights.stream()
                                .filter(sight -> sight.packet.nanos() >= fault && isBlank(sight))
                                .toList()),
                seconds(
                        cure,
                        sights.stream()
                                .filter(sight -> sight.packet.nanos() >= cure)
                                .toList()),
                seconds(cure, fresh(sights, cure)),
                delay(sights, fault - 1_000_000_000L, fault, dueNanos),
                delay(sights, times.endNanos() - 1_000_000_000L, times.endNanos(), dueNanos),
                beepAfter(readings));
    }

    private static @Nullable Double beepAfter(List<Reading> readings) {
        if (readings.isEmpty()) {
            return null;
        }
        double[] all = readings.get(readings.size() - 1).offsetsMillis();
        List<Double> last = Arrays.stream(all, Math.max(0, all.length - FLASHES), all.length)
                .boxed()
                .toList();
        return last.isEmpty() ? null : Verdicts.median(last);
    }

    private static List<Sight> sights(List<Packet> packets, List<Reading> readings) {
        List<Map<Long, Reading.Frame>> frames = new ArrayList<>();
        for (Reading reading : readings) {
            Map<Long, Reading.Frame> byTime = new HashMap<>();
            reading.frames().forEach(frame -> byTime.put(Math.round(frame.seconds() * 1000), frame));
            frames.add(byTime);
        }
        return packets.stream()
                .filter(Packet::video)
                .map(packet -> new Sight(packet, frames.get(packet.session()).get((long) packet.timestampMillis())))
                .toList();
    }

    private static boolean isBlank(Sight sight) {
        return sight.frame != null && !sight.frame.coded();
    }

    /** Those at or after an instant whose number is above all that came in before it. */
    private static List<Sight> fresh(List<Sight> sights, long nanos) {
        long highest = sights.stream()
                .filter(sight -> sight.packet.nanos() < nanos)
                .mapToLong(Viewer::number)
                .max()
                .orElse(-1);
        return sights.stream()
                .filter(sight -> sight.packet.nanos() >= nanos && number(sight) > highest)
                .toList();
    }

    private static long number(Sight sight) {
        Long number = sight.frame == null ? null : sight.frame.number();
        return number == null ? -1 : number;
    }

    private static @Nullable Double seconds(long from, List<Sight> sights) {
        return sights.isEmpty() ? null : (sights.get(0).packet.nanos() - from) / 1e9;
    }

    private static double silence(List<Packet> packets, boolean video, Times times) {
        long last = times.startNanos();
        long longest = 0;
        for (Packet packet : packets) {
            if (packet.video() == video && packet.nanos() > times.startNanos() && packet.nanos() < times.endNanos()) {
                longest = Math.max(longest, packet.nanos() - last);
                last = packet.nanos();
            }
        }
        return Math.max(longest, times.endNanos() - last) / 1e9;
    }

    private static long timestampGap(List<Packet> packets, Times times) {
        long longest = 0;
        Map<Integer, Packet> last = new HashMap<>();
        for (Packet packet : packets) {
            if (packet.video()) {
                Packet before = last.put(packet.session(), packet);
                if (before != null && packet.nanos() > times.startNanos() && packet.nanos() < times.endNanos()) {
                    longest = Math.max(longest, packet.timestampMillis() - before.timestampMillis());
                }
            }
        }
        return longest;
    }

    private static int backwards(List<Packet> packets) {
        int count = 0;
        Map<Integer, Packet> lastPicture = new HashMap<>();
        Map<Integer, Packet> lastSound = new HashMap<>();
        for (Packet packet : packets) {
            Packet before = (packet.video() ? lastPicture : lastSound).put(packet.session(), packet);
            if (before != null) {
                int step = packet.timestampMillis() - before.timestampMillis();
                count += step < 0 || packet.video() && step == 0 ? 1 : 0;
            }
        }
        return count;
    }

    private static double delay(List<Sight> sights, long from, long to, LongUnaryOperator dueNanos) {
        double[] delays = sights.stream()
                .filter(sight -> sight.packet.nanos() >= from && sight.packet.nanos() < to && number(sight) >= 0)
                .mapToDouble(sight -> (sight.packet.nanos() - dueNanos.applyAsLong(number(sight))) / 1e6)
                .sorted()
                .toArray();
        return delays.length == 0 ? Double.NaN : delays[delays.length / 2];
    }
}
