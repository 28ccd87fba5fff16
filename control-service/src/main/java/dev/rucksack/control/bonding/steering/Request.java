package dev.rucksack.control.bonding.steering;

import dev.rucksack.control.bonding.BondingMode;
import dev.rucksack.control.bonding.Priority;
import dev.rucksack.control.bonding.Transport;
import org.jspecify.annotations.Nullable;

/** What a person asks of the bond. */
public sealed interface Request {

    /** The most bytes and bits a second that a limit can have: more than any tariff. */
    long MOST = 1_000_000_000_000_000L;

    int LAST_DAY = 31;

    /** Whether it disturbs the tunnel, so that a person has to confirm it while live. */
    default boolean disturbs() {
        return true;
    }

    record Mode(BondingMode mode) implements Request {}

    record TransportBy(Transport transport) implements Request {}

    /** @param place as in {@link TunnelControl#connect} */
    record Connect(String place) implements Request {}

    record Disconnect() implements Request {}

    record LinkPriority(String link, Priority priority) implements Request {
        @Override
        public boolean disturbs() {
            return false;
        }
    }

    /**
     * Data caps; what is null stays as it is.
     *
     * @param dayLimitBytes 0 for no limit
     * @param monthLimitBytes 0 for no limit
     * @param monthResetDay 1 to 31, 0 for sliding thirty days
     * @param overLimitBitsPerSecond 0 to rest when a limit is reached
     */
    record Caps(
            String link,
            @Nullable Long dayLimitBytes,
            @Nullable Long monthLimitBytes,
            @Nullable Integer monthResetDay,
            @Nullable Long overLimitBitsPerSecond)
            implements Request {
        @Override
        public boolean disturbs() {
            return false;
        }
    }

    /**
     * Limits of speed.
     *
     * @param receiveBitsPerSecond 0 for no limit
     * @param sendBitsPerSecond 0 for no limit
     */
    record RateLimit(String link, long receiveBitsPerSecond, long sendBitsPerSecond) implements Request {
        @Override
        public boolean disturbs() {
            return false;
        }
    }
}
