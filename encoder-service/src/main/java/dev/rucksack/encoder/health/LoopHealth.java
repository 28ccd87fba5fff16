package dev.rucksack.encoder.health;

import dev.rucksack.encoder.broadcast.Broadcast;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Alive: the broadcast's loop turns. If it does not, no order is taken any more and only a restart helps. */
public final class LoopHealth implements HealthIndicator {

    /** Many ticks of 100 ms, and more than any pause a busy Pi takes. */
    private static final long LONGEST_SILENCE_MILLIS = 10_000;

    private final Broadcast broadcast;

    public LoopHealth(Broadcast broadcast) {
        this.broadcast = broadcast;
    }

    @Override
    public Health health() {
        long silent = broadcast.silentMillis();
        Health.Builder health = silent > LONGEST_SILENCE_MILLIS ? Health.down() : Health.up();
        return health.withDetail("silentMillis", silent).build();
    }
}
