package dev.rucksack.encoder.broadcast;

import dev.rucksack.encoder.stream.StreamOrder.Wish;
import dev.rucksack.encoder.stream.StreamStatus;
import dev.rucksack.encoder.stream.StreamStatus.Works;
import java.time.Duration;

/**
 * What the stream's life adds up to since the service started.
 *
 * @param onAirBefore time on air without the present state
 * @param ordered sessions that viewers saw and that ended because the operator said so
 * @param failed sessions that viewers saw and that ended by a fault
 */
public record Tally(Duration onAirBefore, long ordered, long failed) {

    static final Tally ZERO = new Tally(Duration.ZERO, 0, 0);

    /** After the machine has gone from {@code was} to {@code is}. */
    Tally after(StreamStatus was, StreamStatus is, long now) {
        Duration aired = was.state().onAir() && was.state() != is.state() ? was.lasted(now) : Duration.ZERO;
        boolean over = was.works() == Works.OPEN
                && is.works() != Works.OPEN
                && was.air().published();
        boolean asked = over && is.order().wanted() == Wish.IDLE;
        return new Tally(onAirBefore.plus(aired), ordered + (asked ? 1 : 0), failed + (over && !asked ? 1 : 0));
    }

    /** All time on air, the present state included. */
    Duration onAir(StreamStatus status, long now) {
        return onAirBefore.plus(status.state().onAir() ? status.lasted(now) : Duration.ZERO);
    }
}
