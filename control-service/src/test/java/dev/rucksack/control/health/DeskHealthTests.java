package dev.rucksack.control.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rucksack.control.desk.Desk;
import dev.rucksack.control.desk.OrderOutcome;
import dev.rucksack.control.desk.OrderSource;
import dev.rucksack.control.desk.Situation;
import dev.rucksack.control.encoder.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

class DeskHealthTests {

    private long nanos;
    private long sequence = 1;
    private final DeskHealth health = new DeskHealth(new StuckDesk(), () -> nanos);

    @Test
    void aDeskThatWritesIsHealthyWhateverIsMissing() {
        for (int i = 0; i < 5; i++) {
            assertThat(health.health().getStatus()).isEqualTo(Status.UP);
            nanos += Duration.ofSeconds(30).toNanos();
            sequence += 30;
        }
        assertThat(health.health().getDetails())
                .containsEntry("encoder", "not heard")
                .containsEntry("board", "absent")
                .containsEntry("bond", "not-installed");
    }

    @Test
    void aDeskThatIsStuckForTenSecondsIsNot() {
        health.health();
        nanos += Duration.ofSeconds(10).toNanos() - 1;
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
        nanos++;
        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
        sequence++;
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    }

    private final class StuckDesk implements Desk {
        @Override
        public Situation situation() {
            return new Situation(
                    "boot",
                    sequence,
                    Instant.EPOCH,
                    Situation.STALE,
                    new Situation.Encoder(false, 60.0, null),
                    new Situation.Panel(false, null, null, null, null),
                    new Situation.Tunnel("speedify", "not-installed", null, null, null, null, null, null),
                    List.of(),
                    List.of(),
                    List.of(),
                    false);
        }

        @Override
        public Subscription subscribe(Consumer<Situation> listener) {
            throw new UnsupportedOperationException();
        }

        @Override
        public OrderOutcome order(Wanted wanted, OrderSource source) {
            throw new UnsupportedOperationException();
        }
    }
}
