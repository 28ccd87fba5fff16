package dev.rucksack.encoder.uplink;

import dev.rucksack.encoder.flv.TagKind;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection to the ingest with one publisher, from its beginning to its end, whatever the protocol. Used once. */
final class Connection implements Door.Listener {

    private static final Logger log = LoggerFactory.getLogger(Connection.class);

    /** So long without an acknowledgement, with something to acknowledge, and the connection counts as dead. */
    private static final long STALL_NANOS = 8_000_000_000L;

    /**
     * So long, while the network takes nothing, and we ask by another connection whether it does again: TCP itself would ask
     * after 3, 6 and 12 seconds only (RFC 6298, 5.5: its pause doubles).
     */
    private static final long SUSPECT_NANOS = 3_000_000_000L;

    /** So long with this much to send, and yet the ingest has all that came out of the publisher: it hangs, not the link. */
    private static final long HUNG_NANOS = 2_000_000_000L;

    private static final long HUNG_BACKLOG_MILLIS = 1500;

    private static final long LOOK_MILLIS = 100;
    private static final long PAUSED_NANOS = 1_000_000_000L;

    private final Destination destination;
    private final @Nullable StreamKey key;
    private final Door.Opener opener;
    private final UplinkRoom room;
    private final ClosingOrder closing;
    private final Runnable whenPublishing;
    private final Runnable whenSettled;
    private volatile @Nullable Door door;
    private volatile @Nullable Feeder feeder;
    private volatile @Nullable Publisher publisher;
    private boolean publisherGone;

    /** Of sound or picture: one may be missing without fault of the connection. */
    private volatile long heardNanos;

    private boolean over;
    private boolean detached;

    Connection(
            Destination destination,
            @Nullable StreamKey key,
            Door.Opener opener,
            UplinkRoom room,
            ClosingOrder closing,
            Runnable whenPublishing,
            Runnable whenSettled) {
        this.destination = destination;
        this.key = key;
        this.opener = opener;
        this.room = room;
        this.closing = closing;
        this.whenPublishing = whenPublishing;
        this.whenSettled = whenSettled;
    }

    /** Something may have become ready to be sent. */
    void wakeIfReady() {
        Feeder present = feeder;
        if (present != null && room.queue().ready(room.now())) {
            present.wake();
        }
    }

    /**
     * Makes the connection and publishes until it ends.
     *
     * @param beforeFirst run before the first tag is taken from the queue: the connection before must count no more
     * @param opened hears once that the connection is made
     * @param everyNanos between attempts to connect
     * @return why it ended; null if it was closed on request
     */
    @Nullable
    LossReason run(Runnable beforeFirst, Consumer<Connection> opened, long everyNanos) {
        Door made;
        try {
            made = opener.open(this, everyNanos);
        } catch (UpstreamException e) {
            log.debug("{}", e.getMessage(), e);
            return e.reason();
        } catch (IOException e) {
            log.warn("No door on this machine: {}", e.getMessage());
            return LossReason.NO_PUBLISHER;
        }
        door = made;
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
    void detach() {
        Door present = door;
        if (present != null) { // which tells, meanwhile, what else has arrived
            if (present.drained()) {
                present.close();
            } else {
                present.reset();
            }
        }
        synchronized (this) {
            detached = true;
        }
    }

    private void end(Door made, @Nullable LossReason reason) {
        account(made);
        synchronized (this) {
            over = true; // what still drains counts in the books, but is no sign of life
            room.tally().connectionEnded(reason);
        }
        // With a dead publisher the socket may still drain, until the next one begins. Through a black hole a reset
        // would be lost
        // and leave a ghost at the ingest: it is told when the next connection proves that there is a way again
        if (reason != LossReason.PUBLISHER && reason != LossReason.STALLED) {
            detach();
        }
    }

    private @Nullable LossReason watch(Door made, Feeder feeding) {
        long progress = room.now();
        heardNanos = progress;
        long looked = progress;
        boolean settled = false;
        boolean suspecting = false;
        while (!closing.asked()) {
            long now = room.now();
            if (now - looked > PAUSED_NANOS) {
                progress = now; // it was us who stood still
            }
            looked = now;
            account(made);
            made.look(false);
            Door.End end = made.end();
            if (end != null || publisherGone()) {
                return made.reason(end == null ? Door.End.PUBLISHER_CLOSED : end, now);
            }
            if (!settled && room.tally().publishing() && now - made.askedNanos() >= ReconnectLaw.SETTLED_NANOS) {
                settled = true;
                whenSettled.run();
            }
            long heard = heardNanos;
            if (room.queue().flyingBytes() == 0) {
                progress = now;
            } else if (heard - progress > 0) {
                progress = heard;
            }
            if (made.unanswered() && now - progress > SUSPECT_NANOS) {
                if (opener.knock(ReconnectLaw.PROBE_NANOS)) {
                    return LossReason.STALLED;
                }
                suspecting = true;
            } else if (suspecting) {
                opener.rest();
                suspecting = false;
            }
            if (now - progress > HUNG_NANOS && hangs(made)) {
                return LossReason.PUBLISHER;
            }
            if (now - progress > STALL_NANOS) {
                return made.granted() ? LossReason.STALLED : LossReason.UNREACHABLE;
            }
            closing.awaitNews(LOOK_MILLIS * 1_000_000);
        }
        flush(made, feeding);
        return null;
    }

    /** SRT drains by its own clock and tells late what has arrived: there only a stall is certain. */
    private boolean hangs(Door made) {
        return destination.scheme() != Destination.Scheme.SRT
                && room.tally().publishing()
                && room.queue().backlogMillis() > HUNG_BACKLOG_MILLIS
                && made.drained();
    }

    private void flush(Door made, Feeder feeding) {
        feeding.finish();
        boolean over = false;
        while (!over && !closing.expired(room.now())) {
            boolean all = publisherGone() && made.drained();
            // only an end after the end of its input says that all was passed on
            made.look(all && room.queue().allReleased());
            over = all && room.queue().allAcknowledged() || made.end() == Door.End.INGEST_CLOSED;
            if (!over) {
                pause();
            }
        }
        account(made);
    }

    private void account(Door made) {
        room.tally()
                .sent(
                        made.acknowledgedBytes(),
                        made.sentPackets(),
                        made.lostPackets(),
                        made.roundTripSeconds(),
                        room.now());
        room.queue().roundTrip(made.shortestRoundTripSeconds());
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
        heardNanos = room.now();
        room.queue().acknowledge(kind, timestampMillis);
        if (!over && kind == TagKind.VIDEO && room.tally().acknowledged(room.now())) {
            whenPublishing.run();
        }
        wakeIfReady();
    }

    @Override
    public synchronized void acknowledgedReleasedBefore(long nanos) {
        if (detached) {
            return;
        }
        long flying = room.queue().flyingBytes();
        boolean frames = room.queue().acknowledgeReleasedBefore(nanos);
        if (room.queue().flyingBytes() < flying) {
            heardNanos = room.now(); // what tells nothing new is no sign of life
        }
        if (frames && !over && room.tally().acknowledged(room.now())) {
            whenPublishing.run();
        }
        wakeIfReady();
    }

    @Override
    public void ended(Door.End end) {
        tellWatch();
    }

    private void gone() {
        synchronized (this) {
            publisherGone = true;
        }
        tellWatch();
    }

    private void tellWatch() {
        synchronized (this) {
            notifyAll();
        }
        closing.news();
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
