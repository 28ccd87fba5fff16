package dev.rucksack.encoder.stream;

import dev.rucksack.encoder.stream.StreamOrder.Wish;
import dev.rucksack.encoder.stream.StreamStatus.Air;
import dev.rucksack.encoder.stream.StreamStatus.Attempts;
import dev.rucksack.encoder.stream.StreamStatus.Works;
import java.time.Duration;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * Decides what the stream is and what to do about it: (status, event, now) → (status, actions). It starts nothing, waits
 * for nothing and reads no clock. {@link StreamState#LIVE} follows only from {@link StreamEvent.Acknowledged}.
 */
public final class StreamMachine {

    /** A status and what to do, in order. */
    public record Step(StreamStatus status, List<StreamAction> actions) {

        private static Step still(StreamStatus status) {
            return new Step(status, List.of());
        }
    }

    private final RestartPolicy policy;
    private final DoubleSupplier dice;

    /**
     * @param policy when to start again after a fault that can pass
     * @param dice uniform in [0, 1)
     */
    public StreamMachine(RestartPolicy policy, DoubleSupplier dice) {
        this.policy = policy;
        this.dice = dice;
    }

    /** The next status, and what has to be done for it. */
    public Step on(StreamStatus was, StreamEvent event, long now) {
        if (event instanceof StreamEvent.Ordered ordered) {
            return ordered(was.under(ordered.order()), now);
        }
        if (event instanceof StreamEvent.Resumed resumed) {
            return resumed(was.under(resumed.order()), resumed.proof(), now);
        }
        if (event instanceof StreamEvent.Camera camera) {
            return Step.still(camera(was.withCamera(camera.delivering()), now));
        }
        if (event instanceof StreamEvent.Ended) {
            return ended(was, now);
        }
        if (event instanceof StreamEvent.Tick) {
            return startIfDue(was, now);
        }
        if (was.order().wanted() == Wish.IDLE || was.state() == StreamState.STOPPING) {
            return Step.still(was);
        }
        if (event instanceof StreamEvent.Mended mended) {
            return mended(mended.elsewhere() ? was.with(was.air().proven(false)) : was, now);
        }
        if (event instanceof StreamEvent.Failed failed) {
            return failed(was, failed.fault(), now);
        }
        return was.works() == Works.OPEN ? Step.still(heard(was, event, now)) : Step.still(was);
    }

    private Step ordered(StreamStatus was, long now) {
        if (was.order().wanted() == Wish.IDLE) {
            StreamStatus calm = was.with(was.attempts().retryAt(Attempts.NEVER));
            return switch (was.works()) {
                case CLOSED -> Step.still(calm.in(StreamState.IDLE, now));
                case CLOSING -> Step.still(calm.in(StreamState.STOPPING, now));
                case OPEN -> stop(calm.in(StreamState.STOPPING, now));
            };
        }
        if (was.works() == Works.OPEN) {
            return Step.still(was);
        }
        return startIfDue(was.with(was.attempts().retryAt(now)), now);
    }

    /** Viewers who had a picture in this order wait for it to come back; it is no new beginning. */
    private static Step resumed(StreamStatus was, LifeProof proof, long now) {
        Air air = new Air(proof.published(), proof.proven(), proof.onAir().toNanos());
        StreamState state = proof.published() ? StreamState.RECONNECTING : StreamState.STARTING;
        return startIfDue(was.in(state, now).with(air).with(was.attempts().retryAt(now)), now);
    }

    /** An end state is left at once; an attempt behind a fault is made anew with what was changed. */
    private Step mended(StreamStatus was, long now) {
        if (was.state() != StreamState.FAULT) {
            return Step.still(was);
        }
        StreamStatus hopeful = was.with(new Attempts(0, was.attempts().startedNanos(), now));
        return was.works() == Works.OPEN ? stop(hopeful) : startIfDue(hopeful, now);
    }

    private Step failed(StreamStatus was, Fault fault, long now) {
        Attempts past = was.attempts();
        Attempts next = fault.retryable() ? later(past, now) : past.retryAt(Attempts.NEVER);
        StreamStatus faulty = was.in(StreamState.FAULT, fault, now).with(next);
        return was.works() == Works.OPEN ? stop(faulty) : Step.still(faulty);
    }

    private Step ended(StreamStatus was, long now) {
        StreamStatus closed = was.with(Works.CLOSED);
        if (was.order().wanted() == Wish.IDLE) {
            return Step.still(closed.in(StreamState.IDLE, now));
        }
        if (was.state() == StreamState.FAULT) {
            return startIfDue(closed, now);
        }
        StreamState next = was.air().published() ? StreamState.RECONNECTING : StreamState.STARTING;
        boolean unforeseen = was.works() == Works.OPEN;
        Attempts attempts =
                unforeseen ? later(was.attempts(), now) : was.attempts().retryAt(now);
        return startIfDue(closed.in(next, was.fault(), now).with(attempts), now);
    }

    private Attempts later(Attempts past, long now) {
        int failures = policy.failuresAfter(past.failures(), Duration.ofNanos(now - past.startedNanos()));
        long pause = policy.pause(failures, dice.getAsDouble()).toNanos();
        return new Attempts(failures, past.startedNanos(), now + pause);
    }

    private StreamStatus heard(StreamStatus was, StreamEvent event, long now) {
        if (event instanceof StreamEvent.Acknowledged) {
            return was.state() == StreamState.PRIVACY
                    ? was
                    : was.in(was.cameraDelivering() ? StreamState.LIVE : StreamState.SLATE, now);
        }
        if (event instanceof StreamEvent.Proven) {
            return was.with(was.air().proven(true));
        }
        if (event instanceof StreamEvent.Silent) {
            return was.state().onAir() ? was.in(StreamState.RECONNECTING, now) : was;
        }
        if (event instanceof StreamEvent.UplinkLost lost) {
            if (was.air().published()) {
                return was.in(StreamState.RECONNECTING, lost.fault(), now);
            }
            // Closed before anything was published may yet be a refusal: the uplink will say so.
            return lost.fault().code() == FaultCode.INGEST_DROPPED ? was : was.in(StreamState.FAULT, lost.fault(), now);
        }
        throw new IllegalArgumentException("unknown event " + event);
    }

    private static StreamStatus camera(StreamStatus was, long now) {
        if (was.state() == StreamState.LIVE && !was.cameraDelivering()) {
            return was.in(StreamState.SLATE, now);
        }
        return was.state() == StreamState.SLATE && was.cameraDelivering() ? was.in(StreamState.LIVE, now) : was;
    }

    private static Step startIfDue(StreamStatus was, long now) {
        boolean due = was.works() == Works.CLOSED && was.attempts().due(now);
        if (!due || was.order().wanted() == Wish.IDLE) {
            return Step.still(was);
        }
        Attempts attempt = new Attempts(was.attempts().failures(), now, Attempts.NEVER);
        StreamStatus open = was.with(Works.OPEN).with(attempt);
        return new Step(starting(open, now), List.of(StreamAction.START));
    }

    /** A fault that passes by itself stays on the lamp until the ingest has acknowledged the new attempt. */
    private static StreamStatus starting(StreamStatus was, long now) {
        Fault fault = was.fault();
        boolean tryingBehind = was.state() == StreamState.FAULT
                && fault != null
                && fault.retryable()
                && was.attempts().failures() > 0;
        return tryingBehind || was.state() == StreamState.RECONNECTING ? was : was.in(StreamState.STARTING, now);
    }

    private static Step stop(StreamStatus was) {
        return new Step(was.with(Works.CLOSING), List.of(StreamAction.STOP));
    }
}
