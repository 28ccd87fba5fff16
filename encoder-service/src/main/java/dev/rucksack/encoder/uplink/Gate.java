package dev.rucksack.encoder.uplink;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The door between one publisher and one connection to the ingest. The publisher connects to it on 127.0.0.1; it owns the socket to
 * the ingest, so it knows what the ingest has acknowledged and can reset a dead connection. Used once.
 *
 * <p>Three threads: {@code gate-up} from publisher to ingest, {@code gate-down} back, {@code gate-ack} asks the kernel.
 */
final class Gate implements Door {

    /** Small, or what lies here would be one more queue that nobody can drop from. */
    private static final int LEG_BUFFER_BYTES = 32 * 1024;

    private static final int CHUNK_BYTES = 16 * 1024; // one TLS record: RFC 8446, 5.1
    private static final long POLL_NANOS = 40_000_000;

    /** The ingest had everything when it was asked last: it is near, and nothing waits for its answer. */
    private static final long QUIET_POLL_NANOS = 80_000_000;

    private static final long LONGEST_POLL_NANOS = 250_000_000;

    /**
     * A question takes microseconds; but where the kernel can only be asked for its whole table of sockets it takes two milliseconds with
     * 262,144 places (24 GB). So much longer is the pause after it: a hundredth of a core.
     */
    private static final long PAUSE_FACTOR = 100;

    private static final long EAGER_POLL_NANOS = 10_000_000;
    private static final long NO_ANSWER_FROM_KERNEL_NANOS = 1_000_000_000L;

    /** With the shortest pause (200 ms, doubling) this is 1.4 s. */
    private static final int UNANSWERED_REPEATS = 3;

    private final Upstream upstream;
    private final Listener listener;
    private final LongSupplier nanos;
    private final ServerSocket door;
    private final AckWatch acks;
    private final RtmpTalk talk = new RtmpTalk();
    private final AtomicReference<@Nullable End> end = new AtomicReference<>();
    private volatile @Nullable Socket leg;
    private volatile boolean over;
    private volatile boolean unanswered;

    /** @param door from {@link #listen} */
    Gate(Upstream upstream, Listener listener, ServerSocket door, LongSupplier nanos) {
        this.upstream = upstream;
        this.listener = listener;
        this.nanos = nanos;
        this.acks = new AckWatch(upstream.connectSeconds());
        this.door = door;
    }

    /** A port of its own on 127.0.0.1 for one publisher. */
    static ServerSocket listen() throws IOException {
        ServerSocket door = new ServerSocket();
        door.setReceiveBufferSize(LEG_BUFFER_BYTES);
        door.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 1);
        return door;
    }

    @Override
    public int port() {
        return door.getLocalPort();
    }

    @Override
    public void start() {
        thread("gate-up", this::up).start();
        thread("gate-ack", this::askKernel).start();
    }

    @Override
    public @Nullable End end() {
        return end.get();
    }

    @Override
    public LossReason reason(End cause, long nowNanos) {
        if (talk.alreadyPublishing()) {
            return LossReason.ALREADY_PUBLISHING;
        }
        if (talk.rejected()) {
            return LossReason.REFUSED;
        }
        if (cause != End.INGEST_CLOSED) {
            return LossReason.PUBLISHER;
        }
        if (!talk.publishAsked()) {
            return LossReason.UNREACHABLE;
        }
        return nowNanos - talk.askedNanos() < ReconnectLaw.SETTLED_NANOS ? LossReason.REFUSED : LossReason.DROPPED;
    }

    @Override
    public boolean granted() {
        return talk.publishGranted();
    }

    @Override
    public long askedNanos() {
        return talk.askedNanos();
    }

    @Override
    public boolean unanswered() {
        return unanswered;
    }

    @Override
    public boolean drained() {
        return !acks.outstanding();
    }

    @Override
    public void look(boolean publisherFinished) {
        // every message is acknowledged by itself
    }

    @Override
    public long acknowledgedBytes() {
        return acks.acknowledgedBytes();
    }

    @Override
    public double roundTripSeconds() {
        return acks.roundTripSeconds();
    }

    @Override
    public double shortestRoundTripSeconds() {
        return acks.shortestRoundTripSeconds();
    }

    @Override
    public long sentPackets() {
        return 0;
    }

    @Override
    public long lostPackets() {
        return 0;
    }

    @Override
    public void close() {
        finish(End.CLOSED_BY_US);
        lastAcknowledgements();
        over = true;
        upstream.close();
    }

    @Override
    public void reset() {
        over = true;
        upstream.reset();
        lastAcknowledgements();
        finish(End.CLOSED_BY_US);
    }

    private void up() {
        byte[] bytes = new byte[CHUNK_BYTES];
        RtmpChunks chunks = new RtmpChunks((type, millis, beginning, count, offset) -> {
            if (type == RtmpChunks.TYPE_COMMAND_AMF0 || type == RtmpChunks.TYPE_COMMAND_AMF3) {
                talk.fromPublisher(beginning, count, nanos.getAsLong());
            } else {
                acks.message(type, millis, beginning, count, offset);
            }
        });
        try (Socket publisher = door.accept()) {
            leg = publisher;
            door.close();
            publisher.setTcpNoDelay(true);
            publisher.setSendBufferSize(LEG_BUFFER_BYTES);
            listener.connected();
            thread("gate-down", () -> down(publisher)).start();
            pump(publisher.getInputStream(), bytes, chunks);
        } catch (IOException e) {
            finish(End.PUBLISHER_CLOSED);
        }
    }

    /**
     * Whole messages go on, or as much of one as there is room for: ffmpeg writes the header of each message by itself
     * (ff_rtmp_packet_write), which would be a packet of its own on the way to the ingest, and a TLS record.
     */
    private void pump(InputStream in, byte[] bytes, RtmpChunks chunks) throws IOException {
        OutputStream out = upstream.output();
        int held = 0;
        for (int count = read(in, bytes, held); count >= 0; count = read(in, bytes, held)) {
            chunks.feed(bytes, held, count);
            held += count;
            if (chunks.whole() || held == bytes.length) {
                if (!write(out, bytes, held, chunks)) {
                    return;
                }
                held = 0;
            }
        }
        if (held > 0 && !write(out, bytes, held, chunks)) {
            return;
        }
        finish(End.PUBLISHER_CLOSED);
        upstream.shutdownOutput(); // the ingest ends the session now, not when we are done counting
    }

    /** False when the ingest takes no more. */
    private boolean write(OutputStream out, byte[] bytes, int count, RtmpChunks chunks) {
        try {
            out.write(bytes, 0, count);
            out.flush();
        } catch (IOException e) {
            finish(End.INGEST_CLOSED);
            return false;
        }
        acks.written(chunks.offset(), upstream.written(), nanos.getAsLong());
        return true;
    }

    /** A killed publisher may leave a reset behind: as good as an end. */
    private static int read(InputStream in, byte[] bytes, int from) {
        try {
            return in.read(bytes, from, bytes.length - from);
        } catch (IOException e) {
            return -1;
        }
    }

    private void down(Socket publisher) {
        byte[] bytes = new byte[CHUNK_BYTES];
        RtmpChunks chunks = new RtmpChunks((type, millis, beginning, count, offset) -> {
            if (type == RtmpChunks.TYPE_COMMAND_AMF0 || type == RtmpChunks.TYPE_COMMAND_AMF3) {
                talk.fromIngest(beginning, count);
            }
        });
        boolean understood = true;
        try {
            InputStream in = upstream.input();
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                if (!talk.publishGranted()) {
                    upstream.acknowledge();
                }
                if (understood) {
                    understood = follow(chunks, bytes, count);
                }
                if (!understood && !talk.publishAsked()) {
                    break; // no ingest: a captive network's page, which the publisher need not see
                }
                toPublisher(publisher, bytes, count);
            }
            finish(End.INGEST_CLOSED);
        } catch (IOException e) {
            finish(End.INGEST_CLOSED);
        }
    }

    /** What the ingest says is only read along: once the publisher has asked, what is odd is between the two. */
    private static boolean follow(RtmpChunks chunks, byte[] bytes, int count) {
        try {
            chunks.feed(bytes, 0, count);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void toPublisher(Socket publisher, byte[] bytes, int count) {
        if (end.get() != null) {
            return; // read on for the end alone
        }
        try {
            publisher.getOutputStream().write(bytes, 0, count);
        } catch (IOException e) {
            finish(End.PUBLISHER_CLOSED);
        }
    }

    private void askKernel() {
        long start = nanos.getAsLong();
        while (!over) {
            long asked = nanos.getAsLong();
            long written = upstream.written();
            long acknowledged = upstream.acknowledged();
            long now = nanos.getAsLong();
            unanswered = upstream.repeats() >= UNANSWERED_REPEATS;
            if (acknowledged != SendQueue.UNKNOWN) {
                acks.acknowledged(acknowledged, now, listener::acknowledged);
            } else if (now - start > NO_ANSWER_FROM_KERNEL_NANOS) {
                acks.acknowledged(written, now, listener::acknowledged);
            }
            // an end with nobody at the other side may last for hours
            boolean haste = acks.eager() || end.get() != null && !unanswered;
            LockSupport.parkNanos(haste ? EAGER_POLL_NANOS : pause(now - asked));
        }
    }

    /** What had arrived when the connection ended: the kernel knows even after a reset, until the socket is closed. */
    private void lastAcknowledgements() {
        long acknowledged = upstream.acknowledged();
        if (acknowledged != SendQueue.UNKNOWN) {
            acks.acknowledged(acknowledged, nanos.getAsLong(), listener::acknowledged);
        }
    }

    private long pause(long questionNanos) {
        long least = acks.outstanding() ? POLL_NANOS : QUIET_POLL_NANOS;
        return Math.min(LONGEST_POLL_NANOS, Math.max(least, PAUSE_FACTOR * questionNanos));
    }

    private void finish(End cause) {
        if (!end.compareAndSet(null, cause)) {
            return;
        }
        closeQuietly(door);
        closeQuietly(leg);
        if (cause == End.INGEST_CLOSED) {
            over = true;
            upstream.close();
            lastAcknowledgements();
        }
        listener.ended(cause);
    }

    private static void closeQuietly(@Nullable AutoCloseable closeable) {
        try {
            if (closeable != null) {
                closeable.close();
            }
        } catch (Exception e) {
            return; // nothing is left to do for it
        }
    }

    private static Thread thread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
