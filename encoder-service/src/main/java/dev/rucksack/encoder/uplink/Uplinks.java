package dev.rucksack.encoder.uplink;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens uplinks, one at a time, and keeps the books over all of them. Thread-safe.
 */
public final class Uplinks {

    /**
     * How much media time may wait. Two to three groups of pictures of two seconds: after an outage viewers get the last
     * seconds of it and are that far behind, no more.
     */
    public static final Duration QUEUE_BOUND = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(Uplinks.class);

    private final UplinkRoom room;
    private final AtomicBoolean open = new AtomicBoolean();
    private @Nullable Destination waitingFor;
    private @Nullable ServerSocket waitingDoor;

    /**
     * @param publishers starts the processes that speak the protocols
     * @param tls whose trust store decides which ingest is believed
     * @param clockKnown whether the wall clock, by which certificates are judged, has been set
     * @param queues tells what an ingest has acknowledged
     * @param nanos a clock that only goes forward, such as {@link System#nanoTime}
     */
    public Uplinks(
            Publishers publishers,
            SSLContext tls,
            BooleanSupplier clockKnown,
            SendQueue.Finder queues,
            LongSupplier nanos) {
        this.room = new UplinkRoom(
                new TagQueue(QUEUE_BOUND.toMillis(), new Window()),
                new UplinkTally(),
                new UpstreamConnector(tls, clockKnown, nanos),
                publishers,
                queues,
                nanos);
    }

    /**
     * Starts a publisher for this destination ahead of {@link #open} or of the next connection, so that it has only to publish. It
     * knows no key and waits; nothing is connected. Nothing to do while one waits.
     */
    public synchronized void prepare(Destination destination) {
        if (destination.equals(waitingFor)) {
            return;
        }
        room.publishers().dismiss();
        ServerSocket before = takeDoor(waitingFor);
        if (before != null) {
            closeQuietly(before);
        }
        if (destination.scheme() != Destination.Scheme.SRT) {
            try {
                ServerSocket door = Gate.listen();
                waitingDoor = door;
                waitingFor = destination;
                room.publishers().prepare(destination, door.getLocalPort());
            } catch (IOException e) {
                log.debug("No publisher ahead: {}", e.getMessage());
            }
        }
    }

    private synchronized @Nullable ServerSocket takeDoor(@Nullable Destination destination) {
        ServerSocket door = waitingDoor;
        if (door == null || destination == null || !destination.equals(waitingFor)) {
            return null;
        }
        waitingDoor = null;
        waitingFor = null;
        return door;
    }

    private static void closeQuietly(ServerSocket door) {
        try {
            door.close();
        } catch (IOException e) {
            log.debug("{}", e.getMessage());
        }
    }

    /**
     * Opens an uplink: it connects at once and publishes as soon as it has tags to publish.
     *
     * @param key what to publish as
     * @param proven whether this ingest took this key before in the same order: then no refusal ends it
     * @param listener hears it until {@link UplinkEvent.Closed}
     * @throws IllegalArgumentException if there is no key for a protocol that needs one
     * @throws IllegalStateException if the one before is not closed
     */
    public Uplink open(Destination destination, @Nullable StreamKey key, boolean proven, UplinkListener listener) {
        boolean srt = destination.scheme() == Destination.Scheme.SRT;
        if (key == null && !srt) {
            throw new IllegalArgumentException("No stream key yet. Put it in.");
        }
        if (!open.compareAndSet(false, true)) {
            throw new IllegalStateException("one uplink at a time");
        }
        room.queue().lag(srt ? SrtGate.LAG_SECONDS : 0);
        Door.Opener opener = srt
                ? (door, everyNanos) -> SrtGate.open(destination, door, room.nanos())
                : new RtmpOpener(destination, room, () -> prepare(destination), () -> takeDoor(destination));
        ReconnectingUplink uplink =
                new ReconnectingUplink(destination, key, opener, room, listener, proven, () -> open.set(false));
        uplink.start();
        return uplink;
    }

    /** Whether the ingest acknowledged media on the present connection within so long: one question of {@link #report()}, at little cost. */
    public boolean acknowledgedWithin(double seconds) {
        return room.tally().acknowledgedWithin(seconds, room.now());
    }

    /** How it is now. Books and counts go on over all uplinks since the start. */
    public UplinkReport report() {
        return room.report();
    }
}
