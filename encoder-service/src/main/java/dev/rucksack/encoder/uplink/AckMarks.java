package dev.rucksack.encoder.uplink;

/**
 * Which messages end where on the wire, oldest first: a ring of primitive numbers that grows to what is in flight. Not
 * thread-safe.
 */
final class AckMarks {

    private long[] ends = new long[256];
    private long[] times = new long[256];
    private boolean[] videos = new boolean[256];
    private int head;
    private int size;

    void add(long end, long timestampMillis, boolean video) {
        if (size == ends.length) {
            grow();
        }
        int slot = head + size++ & ends.length - 1;
        ends[slot] = end;
        times[slot] = timestampMillis;
        videos[slot] = video;
    }

    boolean reached(long acknowledged) {
        return size > 0 && ends[head] <= acknowledged;
    }

    long firstMillis() {
        return times[head];
    }

    boolean firstVideo() {
        return videos[head];
    }

    void removeFirst() {
        head = head + 1 & ends.length - 1;
        size--;
    }

    private void grow() {
        int capacity = ends.length;
        long[] newEnds = new long[capacity * 2];
        long[] newTimes = new long[capacity * 2];
        boolean[] newVideos = new boolean[capacity * 2];
        for (int i = 0; i < size; i++) {
            int slot = head + i & capacity - 1;
            newEnds[i] = ends[slot];
            newTimes[i] = times[slot];
            newVideos[i] = videos[slot];
        }
        ends = newEnds;
        times = newTimes;
        videos = newVideos;
        head = 0;
    }
}
