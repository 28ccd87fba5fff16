package dev.rucksack.encoder.uplink;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Doors to one RTMP ingest: connects as {@link Dialler} does, and puts a {@link Gate} before what it got. */
final class RtmpOpener implements Door.Opener {

    /** A lost SYN is repeated by the kernel after a second only (RFC 6298, 2.1): little use in waiting much longer. */
    private static final int CONNECT_TIMEOUT_MILLIS = 1_500;

    private final Destination destination;
    private final UplinkRoom room;
    private final Runnable standBy;
    private final Supplier<@Nullable ServerSocket> waiting;
    private final Names names;
    private final Dialler dialler;

    /**
     * @param standBy starts a publisher that waits, unless one does
     * @param waiting the door that it was told, if there is one; given once
     */
    RtmpOpener(Destination destination, UplinkRoom room, Runnable standBy, Supplier<@Nullable ServerSocket> waiting) {
        this.destination = destination;
        this.room = room;
        this.standBy = standBy;
        this.waiting = waiting;
        this.names = new Names(InetAddress::getAllByName);
        this.dialler = new Dialler(this::attempt, room.nanos());
    }

    private Upstream attempt(int number, Runnable answered) throws UpstreamException {
        List<InetAddress> addresses;
        try {
            addresses = names.of(destination.host());
        } catch (UnknownHostException e) {
            throw new UpstreamException(LossReason.UNREACHABLE, "no address for " + destination.host(), e);
        }
        InetAddress[] reached = new InetAddress[1];
        Upstream upstream = room.connector()
                .connect(destination, addresses, number, CONNECT_TIMEOUT_MILLIS, address -> {
                    reached[0] = address;
                    answered.run();
                });
        names.worked(reached[0]);
        return upstream;
    }

    @Override
    public Door open(Door.Listener listener, long everyNanos) throws IOException {
        standBy.run(); // it loads while we dial, or while the ingest is away
        Upstream upstream = dialler.dial(everyNanos);
        ServerSocket door = waiting.get();
        upstream.watch(room.queues());
        return new Gate(upstream, listener, door == null ? Gate.listen() : door, room.nanos());
    }

    @Override
    public void standBy() {
        standBy.run();
    }

    @Override
    public boolean knock(long everyNanos) {
        return dialler.knock(everyNanos);
    }

    @Override
    public void rest() {
        dialler.rest();
    }

    @Override
    public void close() {
        dialler.close();
    }
}
