package dev.rucksack.encoder.uplink;

import dev.rucksack.encoder.flv.FlvTag;

/** Places in the order of time, in a ring that grows to what is needed and then allocates no more. Not thread-safe. */
final class TagRing {

    private QueuedTag[] places = newPlaces(256);
    private int head;
    private int size;

    int size() {
        return size;
    }

    QueuedTag at(int index) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException(index + " of " + size);
        }
        return places[head + index & places.length - 1];
    }

    /** Puts the tag behind all that are not later, but not before {@code floor}. */
    void insert(FlvTag tag, long nowNanos, int floor) {
        if (size == places.length) {
            grow();
        }
        int index = size++;
        QueuedTag free = at(index);
        long millis = tag.timestampMillis();
        while (index > floor && at(index - 1).millis > millis) {
            set(index, at(index - 1));
            index--;
        }
        set(index, free);
        free.hold(tag, nowNanos);
    }

    void remove(int index) {
        QueuedTag gone = at(index);
        gone.letGo();
        for (int i = index; i < size - 1; i++) {
            set(i, at(i + 1));
        }
        set(size - 1, gone);
        size--;
    }

    void removeFirst(int count) {
        for (int i = 0; i < count; i++) {
            at(0).letGo();
            head = head + 1 & places.length - 1;
            size--;
        }
    }

    /** The first keyframe at or behind {@code from}; {@link #size()} if there is none. */
    int nextKeyframe(int from) {
        int index = from;
        while (index < size && !at(index).keyframe) {
            index++;
        }
        return Math.min(index, size);
    }

    /** The last keyframe at or before {@code from}; −1 if there is none. */
    int lastKeyframe(int from) {
        int index = from;
        while (index >= 0 && !at(index).keyframe) {
            index--;
        }
        return index;
    }

    int framesFrom(int from) {
        int frames = 0;
        for (int i = from; i < size; i++) {
            if (at(i).frame) {
                frames++;
            }
        }
        return frames;
    }

    private void set(int index, QueuedTag place) {
        places[head + index & places.length - 1] = place;
    }

    private void grow() {
        QueuedTag[] larger = newPlaces(places.length * 2);
        for (int i = 0; i < size; i++) {
            larger[i] = at(i);
        }
        places = larger;
        head = 0;
    }

    private static QueuedTag[] newPlaces(int count) {
        QueuedTag[] fresh = new QueuedTag[count];
        for (int i = 0; i < count; i++) {
            fresh[i] = new QueuedTag();
        }
        return fresh;
    }
}
