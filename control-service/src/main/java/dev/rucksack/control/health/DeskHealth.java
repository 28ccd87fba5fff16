package dev.rucksack.control.health;

import dev.rucksack.control.desk.Desk;
import dev.rucksack.control.desk.Situation;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Down when the desk has written no situation for ten seconds: then nobody's press is heard and no lamp is true. A
 * missing board, bond or encoder is a state that the desk tells people, not an illness of this service.
 */
public final class DeskHealth implements HealthIndicator {

    private static final long STUCK_NANOS = Duration.ofSeconds(10).toNanos();

    private final Desk desk;
    private final LongSupplier nanos;
    private long sequence = -1;
    private long changedNanos;

    public DeskHealth(Desk desk, LongSupplier nanos) {
        this.desk = desk;
        this.nanos = nanos;
    }

    @Override
    public synchronized Health health() {
        Situation situation = desk.situation();
        long now = nanos.getAsLong();
        if (situation.sequence() != sequence) {
            sequence = situation.sequence();
            changedNanos = now;
        }
        Health.Builder health = now - changedNanos < STUCK_NANOS ? Health.up() : Health.down();
        return health.withDetail("encoder", situation.encoder().reachable() ? "heard" : "not heard")
                .withDetail("board", situation.panel().connected() ? "connected" : "absent")
                .withDetail("bond", situation.tunnel().state())
                .build();
    }
}
