package dev.rucksack.encoder.uplink;

import dev.rucksack.encoder.flv.TagKind;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection to the ingest with one publisher, from the first SYN to its end. Used once. */
final class RtmpConnection implements Gate.Listener {

    private static final Logger log = LoggerFactory.getLogger(RtmpConnection.class);

    /** A lost SYN is repeated by the kernel after a second only (RFC 6298, 2.1): little use in waiting much longer. */
    private static final int CONNECT_TIMEOUT_MILLIS = 1_500;

    /** So long without an acknowledgement, with something to acknowledge, and the connection counts as dead. */
    private static final long STALL_NANOS = 8_000_000_000L;

    private static final long LOOK_MILLIS = 100;

    private final Destination destination;
    private final StreamKey key;
    private final UplinkRoom room;
    private final ClosingOrder closing;
    private final Runnable whenPublishing;
    private final Runnable whenSettled;
    private @Nullable Gate gate;
    private volatile @Nullable Feeder feeder;
    private volatile @Nullable Publisher publisher;
    private boolean publisherGone;
    private boolean detached;

    RtmpConnection(
            Destination destination,
            StreamKey key,
            UplinkRoom room,
            ClosingOrder closing,
            Runnable whenPublishing,
            Runnable whenSettled) {
        this.destination = destination;
        this.key = key;
        this.room = room;
        this.closing = closing;
        this.whenPublishing = whenPublishing;
        this.whenSettled = whenSettled;
    }

    /** There may be something to send. */
    void wake() {
        Feeder present = feeder;
        if (present != null) {
            present.wake();
        }
    }

    /**
     * Makes the connection and publishes until it ends.
     *
     * @param beforeFirst run before the first tag is taken from the queue: the connection before must count no more
     * @param opened hears once that the connection is made
     * @return why it ended; null if it was closed on request
     */
    @Nullable
    LossReason run(Runnable beforeFirst, Consumer<RtmpConnection> opened) {
        Gate made;
        try {
            Upstream upstream = room.connector().connect(destination, CONNECT_TIMEOUT_MILLIS);
            made = new Gate(upstream, this, room.procRoot(), room.nanos());
        } catch (UpstreamException e) {
            log.debug("{}", e.getMessage(), e);
            return e.reason();
        } catch (IOException e) {
            log.warn("No gate on this machine: {}", e.getMessage());
            return LossReason.NO_PUBLISHER;
        }
        gate = made;
        if (closing.asked()) {
            made.reset();
            return null;
        }
        made.start();
        Publisher started;
        try {
            started = room.publishers().start(new PublisherTarget(destination, made.port(), key), this::gone);
        } catch (IOException e) {
            log.warn("No publisher: {}", e.getMessage());
            made.reset();
            return LossReason.NO_PUBLISHER;
        }
        publisher = started;
        Feeder feeding = new Feeder(room.queue(), started, room.nanos(), beforeFirst);
        feeder = feeding;
        opened.accept(this);
        feeding.start();
        LossReason reason = watch(made, feeding);
        started.kill();
        feeding.stop();
        end(made, reason);
        return reason;
    }

    /** After this it changes no book. What the ingest did not acknowledge until now is reset away. */
    synchronized void detach() {
        detached = true;
        Gate present = gate;
        if (present != null) {
            if (present.drained()) {
                present.close();
            } else {
                present.reset();
            }
        }
    }

    private void end(Gate made, @Nullable LossReason reason) {
        account(made);
        room.tally().connectionEnded(reason);
        if (reason != LossReason.PUBLISHER) {
            detach(); // with a dead publisher the socket may still drain, until the next one begins
        }
    }

    private @Nullable LossReason watch(Gate made, Feeder feeding) {
        long progress = room.now();
        boolean settled = false;
        while (!closing.asked()) {
            long now = room.now();
            account(made);
            Gate.End end = made.end();
            if (end != null || publisherGone()) {
                return classify(made, end == null ? Gate.End.PUBLISHER_CLOSED : end, now);
            }
            RtmpTalk talk = made.talk();
            if (!settled && room.tally().publishing() && now - talk.askedNanos() >= ReconnectLaw.SETTLED_NANOS) {
                settled = true;
                whenSettled.run();
            }
            long acknowledged = room.tally().acknowledgedNanos();
            if (room.queue().flyingBytes() == 0) {
                progress = now;
            } else if (room.tally().publishing() && acknowledged - progress > 0) {
                progress = acknowledged;
            }
            if (now - progress > STALL_NANOS) {
                return talk.publishGranted() ? LossReason.STALLED : LossReason.UNREACHABLE;
            }
            closing.await(LOOK_MILLIS * 1_000_000);
        }
        flush(made, feeding);
        return null;
    }

    private void flush(Gate made, Feeder feeding) {
        feeding.finish();
        while (!closing.expired(room.now())
                && made.end() != Gate.End.INGEST_CLOSED
                && !(room.queue().allAcknowledged() && publisherGone() && made.drained())) {
            pause();
        }
        account(made);
    }

    private void account(Gate made) {
        AckWatch acks = made.acks();
        room.tally().sent(acks.acknowledgedBytes(), acks.roundTripSeconds(), room.now());
        room.queue().roundTrip(acks.shortestRoundTripSeconds());
    }

    private LossReason classify(Gate made, Gate.End end, long now) {
        RtmpTalk talk = made.talk();
        if (talk.alreadyPublishing()) {
            return LossReason.ALREADY_PUBLISHING;
        }
        if (talk.rejected()) {
            return LossReason.REFUSED;
        }
        if (end != Gate.End.INGEST_CLOSED) {
            return LossReason.PUBLISHER;
        }
        if (!talk.publishAsked()) {
            return LossReason.UNREACHABLE;
        }
        return now - talk.askedNanos() < ReconnectLaw.SETTLED_NANOS ? LossReason.REFUSED : LossReason.DROPPED;
    }

    @Override
    public void connected() {
        Publisher present = publisher;
        if (present != null) {
            present.connected();
        }
    }

    @Override
    public synchronized void acknowledged(TagKind kind, long timestampMillis) {
        if (detached) {
            return;
        }
        room.queue().acknowledge(kind, timestampMillis);
        if (kind == TagKind.VIDEO && room.tally().acknowledged(room.now())) {
            whenPublishing.run();
        }
        wake();
    }

    @Override
    public synchronized void ended(Gate.End end) {
        notifyAll();
    }

    private synchronized void gone() {
        publisherGone = true;
        notifyAll();
    }

    private synchronized boolean publisherGone() {
        return publisherGone;
    }

    private synchronized void pause() {
        try {
            wait(LOOK_MILLIS / 5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
