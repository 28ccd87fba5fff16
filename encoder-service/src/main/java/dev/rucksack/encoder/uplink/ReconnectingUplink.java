package dev.rucksack.encoder.uplink;

import dev.rucksack.encoder.flv.FlvTag;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The uplink, whatever the protocol. Its thread {@code uplink} makes one {@link Connection} after the other, as {@link ReconnectLaw} says, until it
 * is closed or gives up.
 */
final class ReconnectingUplink implements Uplink {

    private static final Logger log = LoggerFactory.getLogger(ReconnectingUplink.class);

    /** A name that is being looked up cannot be interrupted: a close does not wait for it. */
    private static final long CLOSE_SLACK_MILLIS = 2_500;

    private static final long SRT_PROBE_NANOS = 1_000_000_000L;

    private final Destination destination;
    private final @Nullable StreamKey key;
    private final Door.Opener opener;
    private final UplinkRoom room;
    private final UplinkListener listener;
    private final Runnable whenClosed;
    private final ReconnectLaw law;
    private final ClosingOrder closing = new ClosingOrder();
    private final AtomicBoolean settled = new AtomicBoolean();
    private final Thread thread;
    private volatile @Nullable Connection connection;
    private volatile @Nullable LossReason told;

    ReconnectingUplink(
            Destination destination,
            @Nullable StreamKey key,
            Door.Opener opener,
            UplinkRoom room,
            UplinkListener listener,
            boolean proven,
            Runnable whenClosed) {
        this.opener = opener;
        // with SRT each attempt is a process of its own
        this.law = destination.scheme() == Destination.Scheme.SRT
                ? new ReconnectLaw(SRT_PROBE_NANOS, proven)
                : new ReconnectLaw(proven);
        this.destination = destination;
        this.key = key;
        this.room = room;
        this.listener = listener;
        this.whenClosed = whenClosed;
        this.thread = new Thread(this::run, "uplink");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    @Override
    public void tag(FlvTag tag) {
        if (closing.asked()) {
            return;
        }
        room.queue().offer(tag, room.now());
        Connection present = connection;
        if (present != null) {
            present.wakeIfReady();
        }
    }

    @Override
    public void close(Duration grace) {
        closing.ask(room.now() + grace.toNanos());
        opener.close();
        try {
            thread.join(grace.toMillis() + CLOSE_SLACK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        settle();
    }

    private void run() {
        try {
            tell(new UplinkEvent.Connecting());
            boolean going = true;
            while (going && !closing.asked()) {
                going = attempt();
            }
            while (!closing.asked()) {
                closing.await(60_000_000_000L);
            }
        } catch (RuntimeException e) {
            log.error("The uplink failed", e);
        } finally {
            settle();
        }
    }

    /** @return whether to go on */
    private boolean attempt() {
        Connection before = connection;
        Connection next = new Connection(destination, key, opener, room, closing, this::publishing, this::holds);
        long began = room.now();
        long everyNanos;
        synchronized (law) {
            everyNanos = law.everyNanos(room.now());
        }
        LossReason reason = next.run(
                () -> {
                    if (before != null) {
                        before.detach();
                    }
                    room.queue().rewind();
                },
                made -> connection = made,
                everyNanos);
        if (before != null && connection == next) {
            before.detach(); // if the next one ended before its first tag
        }
        if (reason == null || closing.asked()) {
            return false;
        }
        ReconnectLaw.Step step;
        synchronized (law) {
            step = law.after(reason, room.now(), ThreadLocalRandom.current().nextDouble());
        }
        if (step.giveUp()) {
            log.warn("{} refused the key", destination.service().title());
            tell(new UplinkEvent.GaveUp(step.told()));
            return false;
        }
        if (told != step.told()) {
            told = step.told();
            log.info("Not publishing: {}", step.told().word());
            tell(new UplinkEvent.Lost(step.told()));
        }
        // from one beginning to the next: through an outage an attempt may take longer than the pause
        closing.await(step.pauseNanos() - (reason == LossReason.UNREACHABLE ? room.now() - began : 0));
        return true;
    }

    private void publishing() {
        told = null;
        log.info("Publishing to {}", destination.service().title());
        tell(new UplinkEvent.Publishing());
    }

    private void holds() {
        synchronized (law) {
            law.settled();
        }
        opener.standBy();
        tell(new UplinkEvent.Proven());
    }

    private void settle() {
        if (!settled.compareAndSet(false, true)) {
            return;
        }
        Connection last = connection;
        if (last != null) {
            last.detach();
        }
        boolean flushed = room.queue().allAcknowledged();
        room.queue().settle();
        whenClosed.run();
        tell(new UplinkEvent.Closed(flushed));
    }

    private void tell(UplinkEvent event) {
        try {
            listener.heard(event);
        } catch (RuntimeException e) {
            log.error("Whoever hears the uplink failed", e);
        }
    }
}
