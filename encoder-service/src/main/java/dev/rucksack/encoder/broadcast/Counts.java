package dev.rucksack.encoder.broadcast;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts over all sessions that nobody else keeps. Thread-safe. */
final class Counts {

    private final LongAdder outputBytes = new LongAdder();
    private final LongAdder framesOffAir = new LongAdder();
    private final Map<String, LongAdder> restarts = new ConcurrentHashMap<>();

    Counts() {
        for (String process : new String[] {"capture", "microphone", "encoder", "audio-encoder", "publisher"}) {
            restarts.put(process, new LongAdder());
        }
    }

    void output(long bytes) {
        outputBytes.add(bytes);
    }

    /** A frame that was meant for no uplink. Called within the step of the books in which it was encoded. */
    void offAir() {
        framesOffAir.increment();
    }

    long framesOffAir() {
        return framesOffAir.sum();
    }

    void restarted(String process) {
        restarts.computeIfAbsent(process, p -> new LongAdder()).increment();
    }

    long outputBytes() {
        return outputBytes.sum();
    }

    Map<String, Long> restarts() {
        Map<String, Long> sums = new TreeMap<>();
        restarts.forEach((process, times) -> sums.put(process, times.sum()));
        return sums;
    }
}
