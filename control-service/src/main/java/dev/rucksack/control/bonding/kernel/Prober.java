package dev.rucksack.control.bonding.kernel;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Opens a TCP connection over each link at once, bound to the link's address, and closes it when it stands: three
 * packets there and two back, no byte of data, no right but everybody's. Whether the packets really took the link is
 * read from the interface's own count.
 */
final class Prober {

    private static final long PATIENCE_NANOS = Duration.ofSeconds(3).toNanos();
    private static final double NANOS_A_SECOND = 1e9;

    private final Interfaces interfaces;
    private final LongSupplier nanos;

    Prober(Interfaces interfaces, LongSupplier nanos) {
        this.interfaces = interfaces;
        this.nanos = nanos;
    }

    /** One probe under way. */
    private record Probe(String link, @Nullable Long packetsBefore, long startNanos) {}

    /** Probes every link; returns when each has an outcome, after three seconds at most. */
    Map<String, Outcome> round(InetSocketAddress ingest, Map<String, InetAddress> sources) throws IOException {
        Map<String, Outcome> outcomes = new HashMap<>();
        try (Selector selector = Selector.open()) {
            try {
                for (Map.Entry<String, InetAddress> source : sources.entrySet()) {
                    start(selector, ingest, source.getKey(), source.getValue(), outcomes);
                }
                long end = nanos.getAsLong() + PATIENCE_NANOS;
                for (long left = PATIENCE_NANOS;
                        left > 0
                                && outcomes.size() < sources.size()
                                && !Thread.currentThread().isInterrupted();
                        left = end - nanos.getAsLong()) {
                    selector.select(key -> finish(key, outcomes), Math.max(1, left / 1_000_000));
                }
                for (SelectionKey key : selector.keys()) {
                    Probe probe = (Probe) key.attachment();
                    outcomes.putIfAbsent(probe.link(), sent(probe, Outcome.SILENT));
                }
            } finally {
                for (SelectionKey key : selector.keys()) {
                    key.channel().close();
                }
            }
        }
        return outcomes;
    }

    private void start(
            Selector selector, InetSocketAddress ingest, String link, InetAddress source, Map<String, Outcome> outcomes)
            throws IOException {
        Probe probe = new Probe(link, interfaces.sentPackets(link), nanos.getAsLong());
        SocketChannel channel = SocketChannel.open();
        try {
            channel.configureBlocking(false);
            // closed with a reset: nothing lingers in either kernel
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            channel.bind(new InetSocketAddress(source, 0));
            boolean connected = channel.connect(ingest);
            SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT, probe);
            if (connected) {
                finish(key, outcomes);
            }
        } catch (IOException e) {
            // the address has just gone, or no route takes it
            outcomes.put(link, sent(probe, Outcome.SILENT));
            channel.close();
        }
    }

    private void finish(SelectionKey key, Map<String, Outcome> outcomes) {
        Probe probe = (Probe) key.attachment();
        double seconds = (nanos.getAsLong() - probe.startNanos()) / NANOS_A_SECOND;
        Outcome outcome;
        try {
            ((SocketChannel) key.channel()).finishConnect();
            outcome = new Outcome(Outcome.Kind.CONNECTED, seconds);
        } catch (ConnectException e) {
            boolean refused = String.valueOf(e.getMessage()).contains("refused");
            outcome = refused ? new Outcome(Outcome.Kind.REFUSED, seconds) : Outcome.SILENT;
        } catch (IOException e) {
            outcome = Outcome.SILENT;
        }
        if (key.isValid()) {
            key.interestOps(0); // a failure has closed the channel already
        }
        outcomes.put(probe.link(), sent(probe, outcome));
    }

    /** The outcome, if the link has sent anything meanwhile. */
    private Outcome sent(Probe probe, Outcome outcome) {
        Long now = interfaces.sentPackets(probe.link());
        return now != null && Objects.equals(now, probe.packetsBefore()) ? Outcome.ELSEWHERE : outcome;
    }
}
