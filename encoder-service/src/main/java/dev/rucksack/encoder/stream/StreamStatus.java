package dev.rucksack.encoder.stream;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * All that the machine knows, immutable.
 *
 * @param sinceNanos when {@code state} began, on the monotonic clock
 * @param fault why, in {@link StreamState#FAULT}; what is wrong with the connection, in {@link StreamState#RECONNECTING}
 * @param works what stands behind the state
 * @param cameraDelivering whether the camera gives frames
 * @param attempts how starting went so far
 * @param air what viewers had in this order
 */
public record StreamStatus(
        StreamOrder order,
        StreamState state,
        long sinceNanos,
        @Nullable Fault fault,
        Works works,
        boolean cameraDelivering,
        Attempts attempts,
        Air air) {

    /** Encoders and uplink, as one. */
    public enum Works {
        CLOSED,
        OPEN,
        CLOSING
    }

    /**
     * How starting went so far.
     *
     * @param failures failures in a row
     * @param startedNanos when the works were last started
     * @param retryNanos when to start again, {@link #NEVER} if not by itself
     */
    public record Attempts(int failures, long startedNanos, long retryNanos) {

        /** No attempt is planned. */
        public static final long NEVER = Long.MAX_VALUE;

        Attempts retryAt(long nanos) {
            return new Attempts(failures, startedNanos, nanos);
        }

        boolean due(long now) {
            return retryNanos != NEVER && retryNanos - now <= 0;
        }
    }

    /**
     * What viewers had in this order.
     *
     * @param published whether they had anything
     * @param proven whether the ingest has kept a connection so long that the key is proven: later refusals pass
     * @param nanos completed time on air, without the present state
     */
    public record Air(boolean published, boolean proven, long nanos) {

        /** Nothing yet. */
        public static final Air NONE = new Air(false, false, 0);

        Air proven(boolean now) {
            return new Air(published, now, nanos);
        }
    }

    /** A pack that has just started. */
    public static StreamStatus initial(StreamOrder order, long now) {
        return new StreamStatus(
                order,
                StreamState.IDLE,
                now,
                null,
                Works.CLOSED,
                false,
                new Attempts(0, now, Attempts.NEVER),
                Air.NONE);
    }

    /** How long the state has lasted. */
    public Duration lasted(long now) {
        return Duration.ofNanos(now - sinceNanos);
    }

    /** How long viewers have had something from us in this order, its interruptions left out. */
    public Duration onAir(long now) {
        return Duration.ofNanos(air.nanos + (state.onAir() ? now - sinceNanos : 0));
    }

    StreamStatus in(StreamState next, @Nullable Fault why, long now) {
        if (next == state) {
            return new StreamStatus(order, state, sinceNanos, why, works, cameraDelivering, attempts, air);
        }
        Air aired =
                new Air(air.published || next.onAir(), air.proven, onAir(now).toNanos());
        return new StreamStatus(order, next, now, why, works, cameraDelivering, attempts, aired);
    }

    StreamStatus in(StreamState next, long now) {
        return in(next, null, now);
    }

    StreamStatus with(Works next) {
        return new StreamStatus(order, state, sinceNanos, fault, next, cameraDelivering, attempts, air);
    }

    StreamStatus with(Attempts next) {
        return new StreamStatus(order, state, sinceNanos, fault, works, cameraDelivering, next, air);
    }

    StreamStatus with(Air next) {
        return new StreamStatus(order, state, sinceNanos, fault, works, cameraDelivering, attempts, next);
    }

    StreamStatus withCamera(boolean delivering) {
        return new StreamStatus(order, state, sinceNanos, fault, works, delivering, attempts, air);
    }

    /** Under another order; a wish to go live after a wish not to begins a new account. */
    StreamStatus under(StreamOrder next) {
        boolean afresh = next.wanted() == StreamOrder.Wish.LIVE && order.wanted() == StreamOrder.Wish.IDLE;
        return new StreamStatus(
                next,
                state,
                sinceNanos,
                fault,
                works,
                cameraDelivering,
                afresh ? new Attempts(0, attempts.startedNanos, attempts.retryNanos) : attempts,
                afresh ? Air.NONE : air);
    }
}
