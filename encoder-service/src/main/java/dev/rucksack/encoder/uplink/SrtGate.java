package dev.rucksack.encoder.uplink;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The door for SRT: passes datagrams between the publisher on 127.0.0.1 and the ingest, and reads along. So it knows the round
 * trip, the losses and what the ingest has acknowledged, which ffmpeg does not tell, and the key stays where it is:
 * in the publisher. See decision 0006.
 *
 * <p>The payload may be encrypted, so a packet cannot be told to be a frame: a frame counts as acknowledged when a packet that left
 * {@link #LAG_SECONDS} after the frame's hand-over is. Losses behind that are in packets.
 */
final class SrtGate implements Door {

    /** What a publisher may take from FLV in to SRT out: interleaving 50 ms, the rest is a loaded Pi. */
    static final double LAG_SECONDS = 0.3;

    private static final long LAG_NANOS = 300_000_000L;
    private static final long SILENCE_NANOS = 3_000_000_000L;
    private static final int LARGEST_PACKET_BYTES = 1500;

    private final DatagramSocket inner;
    private final DatagramSocket outer;
    private final Listener listener;
    private final LongSupplier nanos;
    private final SrtWatch watch = new SrtWatch();
    private final AtomicReference<@Nullable End> end = new AtomicReference<>();
    private volatile @Nullable SocketAddress publisher;
    private volatile long askedNanos;
    private volatile long heardNanos;

    private SrtGate(DatagramSocket inner, DatagramSocket outer, Listener listener, LongSupplier nanos) {
        this.inner = inner;
        this.outer = outer;
        this.listener = listener;
        this.nanos = nanos;
    }

    static SrtGate open(Destination destination, Listener listener, LongSupplier nanos) throws IOException {
        InetAddress address;
        try {
            address = InetAddress.getByName(destination.host());
        } catch (UnknownHostException e) {
            throw new UpstreamException(LossReason.UNREACHABLE, "no address for " + destination.host(), e);
        }
        DatagramSocket outer = new DatagramSocket();
        try {
            outer.connect(new InetSocketAddress(address, destination.port()));
            InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            return new SrtGate(new DatagramSocket(0, loopback), outer, listener, nanos);
        } catch (IOException e) {
            outer.close();
            throw new UpstreamException(LossReason.UNREACHABLE, "no way to " + destination.host(), e);
        }
    }

    @Override
    public int port() {
        return inner.getLocalPort();
    }

    @Override
    public void start() {
        thread("srt-up", this::up);
        thread("srt-down", this::down);
    }

    private void up() {
        byte[] bytes = new byte[LARGEST_PACKET_BYTES];
        DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
        try {
            while (end.get() == null) {
                packet.setLength(bytes.length);
                inner.receive(packet);
                if (publisher == null) {
                    publisher = packet.getSocketAddress();
                    askedNanos = nanos.getAsLong();
                    listener.connected();
                }
                watch.up(bytes, packet.getLength(), nanos.getAsLong());
                send(bytes, packet.getLength());
            }
        } catch (IOException e) {
            finish(End.CLOSED_BY_US); // only we close this socket
        }
    }

    /** A datagram that cannot be sent is one that got lost, except that nobody at all is there. */
    private void send(byte[] bytes, int count) {
        try {
            outer.send(new DatagramPacket(bytes, count));
        } catch (PortUnreachableException e) {
            nobodyThere();
        } catch (IOException e) {
            return;
        }
    }

    /**
     * An ingest that was there has gone. One that was not may come: the publisher repeats its handshake four times a second for
     * three seconds, and so finds it sooner than another publisher would.
     */
    private void nobodyThere() {
        if (watch.connected()) {
            finish(End.INGEST_CLOSED);
        }
    }

    private void down() {
        byte[] bytes = new byte[LARGEST_PACKET_BYTES];
        DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
        while (end.get() == null) {
            try {
                packet.setLength(bytes.length);
                outer.receive(packet);
            } catch (PortUnreachableException e) {
                nobodyThere();
                continue;
            } catch (IOException e) {
                finish(End.INGEST_CLOSED); // we closed it, and then the cause is known
                return;
            }
            heardNanos = nanos.getAsLong();
            long reached = watch.down(bytes, packet.getLength());
            toPublisher(bytes, packet.getLength());
            if (reached != Long.MIN_VALUE) {
                // All that was sent is there: so is what was released before the last of it left
                listener.acknowledgedReleasedBefore(reached - LAG_NANOS);
            }
            if (watch.rejected() || watch.shutDown()) {
                finish(End.INGEST_CLOSED);
            }
        }
    }

    private void toPublisher(byte[] bytes, int count) {
        SocketAddress to = publisher;
        try {
            if (to != null) {
                inner.send(new DatagramPacket(bytes, count, to));
            }
        } catch (IOException e) {
            return; // the publisher is gone or its buffer is full: SRT repeats what matters
        }
    }

    @Override
    public @Nullable End end() {
        return end.get();
    }

    @Override
    public LossReason reason(End cause, long nowNanos) {
        if (watch.rejected()) {
            return watch.keyRefused() ? LossReason.REFUSED : LossReason.UNREACHABLE;
        }
        if (!watch.connected()) {
            return LossReason.UNREACHABLE;
        }
        if (cause != End.INGEST_CLOSED) {
            // libsrt gives up on a silent ingest after 5 s (SRTO_PEERIDLETIMEO), and ffmpeg with it
            return nowNanos - heardNanos > SILENCE_NANOS ? LossReason.STALLED : LossReason.PUBLISHER;
        }
        boolean early = nowNanos - askedNanos < ReconnectLaw.SETTLED_NANOS;
        return early && watch.shutDown() ? LossReason.REFUSED : LossReason.DROPPED;
    }

    @Override
    public boolean granted() {
        return watch.connected();
    }

    @Override
    public long askedNanos() {
        return askedNanos;
    }

    @Override
    public boolean drained() {
        return watch.drained();
    }

    /**
     * When a publisher has sent something and then nothing for the lag, it has passed on all that it was given before it sent. Without
     * this a window that closed would never open again: nothing would leave to be acknowledged later.
     */
    @Override
    public void look(boolean publisherFinished) {
        long last = watch.lastSentNanos();
        if (last == Long.MIN_VALUE || !watch.drained()) {
            return; // of what never left nothing has arrived
        }
        long now = nanos.getAsLong();
        if (publisherFinished) {
            listener.acknowledgedReleasedBefore(now);
        } else if (now - last >= LAG_NANOS) {
            listener.acknowledgedReleasedBefore(last);
        }
    }

    @Override
    public long acknowledgedBytes() {
        return watch.sentBytes();
    }

    @Override
    public double roundTripSeconds() {
        return watch.roundTripSeconds();
    }

    @Override
    public double shortestRoundTripSeconds() {
        return watch.shortestSeconds();
    }

    @Override
    public long sentPackets() {
        return watch.sentPackets();
    }

    @Override
    public long lostPackets() {
        return watch.lost();
    }

    @Override
    public void close() {
        finish(End.CLOSED_BY_US);
    }

    @Override
    public void reset() {
        finish(End.CLOSED_BY_US); // a datagram socket has nothing to reset
    }

    private void finish(End cause) {
        if (!end.compareAndSet(null, cause)) {
            return;
        }
        inner.close();
        outer.close();
        listener.ended(cause);
    }

    private static void thread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
