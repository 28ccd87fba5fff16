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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Opens a TCP connection over each link at once, bound to the link, and closes it when it stands: three packets there and
 * two back, no byte of data, no right but everybody's. Whether the packets really took the link is read from the
 * interface's own count.
 */
final class Prober {

    private static final long PATIENCE_NANOS = Duration.ofSeconds(3).toNanos();
    private static final double NANOS_A_SECOND = 1e9;

    private final Interfaces interfaces;
    private final LinkBinding binding;
    private final LongSupplier nanos;

    Prober(Interfaces interfaces, LinkBinding binding, LongSupplier nanos) {
        this.interfaces = interfaces;
        this.binding = binding;
        this.nanos = nanos;
    }

    /** A socket bound to a link, with the link's count of packets before. */
    private record Ready(
            String link, SocketChannel channel, @Nullable Long packetsBefore) {}

    /** One probe under way. */
    private record Probe(Ready from, long startNanos) {}

    /** Probes every link; returns when each has an outcome, after three seconds at most. */
    Map<String, Outcome> round(InetSocketAddress ingest, Map<String, InetAddress> sources) throws IOException {
        Map<String, Outcome> outcomes = new HashMap<>();
        List<Ready> ready = new ArrayList<>();
        try (Selector selector = Selector.open()) {
            try {
                // all are bound before the first is timed: finding a socket takes its time
                for (Map.Entry<String, InetAddress> source : sources.entrySet()) {
                    ready.add(bind(source.getKey(), source.getValue()));
                }
                for (Ready one : ready) {
                    start(selector, ingest, one, outcomes);
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
                    Ready from = ((Probe) key.attachment()).from();
                    outcomes.putIfAbsent(from.link(), sent(from, Outcome.SILENT));
                }
            } finally {
                for (Ready one : ready) {
                    one.channel().close();
                }
            }
        }
        return outcomes;
    }

    private Ready bind(String link, InetAddress source) throws IOException {
        Ready ready = new Ready(link, SocketChannel.open(), interfaces.sentPackets(link));
        SocketChannel channel = ready.channel();
        try {
            channel.configureBlocking(false);
            // closed with a reset: nothing lingers in either kernel
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            channel.bind(new InetSocketAddress(source, 0));
            binding.bind(channel.getLocalAddress(), link);
        } catch (IOException e) {
            channel.close(); // the address has just gone
        }
        return ready;
    }

    private void start(Selector selector, InetSocketAddress ingest, Ready ready, Map<String, Outcome> outcomes) {
        SocketChannel channel = ready.channel();
        try {
            Probe probe = new Probe(ready, nanos.getAsLong());
            boolean connected = channel.connect(ingest);
            SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT, probe);
            if (connected) {
                finish(key, outcomes);
            }
        } catch (IOException e) {
            // the address has gone, or no route takes it
            outcomes.put(ready.link(), sent(ready, Outcome.SILENT));
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
        outcomes.put(probe.from().link(), sent(probe.from(), outcome));
    }

    /** The outcome, if the link has sent anything meanwhile. */
    private Outcome sent(Ready from, Outcome outcome) {
        Long now = interfaces.sentPackets(from.link());
        return now != null && Objects.equals(now, from.packetsBefore()) ? Outcome.ELSEWHERE : outcome;
    }
}
