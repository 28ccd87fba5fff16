package dev.rucksack.control.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rucksack.control.encoder.EncoderOrders;
import dev.rucksack.control.encoder.EncoderUnreachableException;
import dev.rucksack.control.encoder.OrderAnswer;
import dev.rucksack.control.encoder.Wanted;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OrdersTests {

    private static final long SECOND = 1_000_000_000L;

    private final Script encoder = new Script();
    private long now;
    private final Orders orders = new Orders(encoder, () -> now, Duration.ofMillis(1));

    @Test
    void revisionsGoOnAboveTheEncodersOwn() {
        orders.heard(Reports.of("idle", Wanted.IDLE, 41));
        assertThat(orders.give(Wanted.LIVE, 2 * SECOND).kind()).isEqualTo(OrderOutcome.Kind.TAKEN);
        orders.give(Wanted.IDLE, 2 * SECOND);
        assertThat(encoder.puts).containsExactly("live 42", "idle 43");
    }

    @Test
    void aStaleRevisionIsPassedOver() {
        encoder.present = 17;
        assertThat(orders.give(Wanted.LIVE, 2 * SECOND).kind()).isEqualTo(OrderOutcome.Kind.TAKEN);
        assertThat(encoder.puts).containsExactly("live 1", "live 18");
    }

    @Test
    void anEncoderThatIsAlwaysAheadIsNotAskedForEver() {
        encoder.alwaysAhead = true;
        assertThat(orders.give(Wanted.LIVE, 2 * SECOND).code()).isEqualTo("stale-revision");
        assertThat(encoder.puts).hasSize(5);
    }

    @Test
    void theEncodersProblemIsHandedOn() {
        encoder.refusal = new OrderAnswer.Refused("key-not-set", "No stream key yet. Put it in.");
        assertThat(orders.give(Wanted.LIVE, 2 * SECOND))
                .isEqualTo(OrderOutcome.refused("key-not-set", "No stream key yet. Put it in."));
    }

    @Test
    void anEncoderThatStartsWithinTwoSecondsStillGetsItUnderTheSameRevision() {
        encoder.unreachableUntil = SECOND;
        assertThat(orders.give(Wanted.LIVE, 2 * SECOND).kind()).isEqualTo(OrderOutcome.Kind.TAKEN);
        assertThat(encoder.puts).hasSizeGreaterThan(1).containsOnly("live 1");
    }

    @Test
    void afterTwoSecondsItIsRefusedAndALateDeliveryIsTakenBack() {
        encoder.unreachableUntil = 10 * SECOND;
        assertThat(orders.give(Wanted.LIVE, 2 * SECOND)).isEqualTo(OrderOutcome.unreachable(Wanted.LIVE));
        assertThat(orders.heard(Reports.of("idle", Wanted.IDLE, 0))).isFalse();
        assertThat(orders.heard(Reports.of("starting", Wanted.LIVE, 1))).isTrue();
        assertThat(orders.heard(Reports.of("starting", Wanted.LIVE, 1))).isFalse();
    }

    @Test
    void aLateStopIsLeftStanding() {
        encoder.unreachableUntil = 10 * SECOND;
        orders.give(Wanted.IDLE, 2 * SECOND);
        assertThat(orders.heard(Reports.of("idle", Wanted.IDLE, 1))).isFalse();
    }

    @Test
    void aStopPressedWhileTheEncoderWasDeadWinsOverItsResuming() {
        orders.heard(Reports.of("live", Wanted.LIVE, 7));
        encoder.unreachableUntil = 2 * SECOND;
        assertThat(orders.give(Wanted.IDLE, 2 * SECOND).sentence()).contains("stopped");
        assertThat(orders.heard(Reports.of("starting", Wanted.LIVE, 7))).isTrue();
        assertThat(orders.heard(Reports.of("starting", Wanted.LIVE, 7))).isFalse();
    }

    @Test
    void aLaterWishOrANewerOrderTakesTheMissedStopBack() {
        orders.heard(Reports.of("live", Wanted.LIVE, 7));
        encoder.unreachableUntil = 4 * SECOND;
        orders.give(Wanted.IDLE, 2 * SECOND);
        orders.give(Wanted.LIVE, 4 * SECOND);
        assertThat(orders.heard(Reports.of("reconnecting", Wanted.LIVE, 7))).isFalse();

        encoder.unreachableUntil = 6 * SECOND;
        orders.give(Wanted.IDLE, 6 * SECOND);
        assertThat(orders.heard(Reports.of("live", Wanted.LIVE, 99))).isFalse();
    }

    @Test
    void aLaterOrderThatIsTakenMakesTheLateOneHarmless() {
        encoder.unreachableUntil = 2 * SECOND;
        orders.give(Wanted.LIVE, 2 * SECOND);
        assertThat(orders.give(Wanted.LIVE, 4 * SECOND).kind()).isEqualTo(OrderOutcome.Kind.TAKEN);
        assertThat(orders.heard(Reports.of("live", Wanted.LIVE, 2))).isFalse();
    }

    @Test
    void theDeadlineHasPassedAlready() {
        now = 3 * SECOND;
        assertThat(orders.give(Wanted.LIVE, 2 * SECOND)).isEqualTo(OrderOutcome.unreachable(Wanted.LIVE));
        assertThat(encoder.puts).isEmpty();
    }

    /** An encoder by the contract, on virtual time: every call costs a tenth of a second, and the wait between two nothing. */
    private final class Script implements EncoderOrders {
        private final List<String> puts = new ArrayList<>();
        private long present;
        private long unreachableUntil;
        private boolean alwaysAhead;
        private @Nullable OrderAnswer refusal;

        @Override
        public OrderAnswer put(Wanted wanted, long revision, Duration timeout) throws EncoderUnreachableException {
            now += SECOND / 10;
            puts.add(wanted + " " + revision);
            if (now <= unreachableUntil) {
                throw new EncoderUnreachableException("down", new IOException("refused"));
            }
            if (refusal != null) {
                return refusal;
            }
            if (alwaysAhead) {
                present = revision + 1;
            }
            if (revision <= present) {
                return new OrderAnswer.Stale(present);
            }
            present = revision;
            return new OrderAnswer.Taken();
        }
    }
}
