package dev.rucksack.control.bonding.kernel;

import dev.rucksack.control.bonding.Link;
import dev.rucksack.control.bonding.LinkHealth;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes links of interfaces, one look after the other. An interface is a link while it has a way out (other side,
 * address, default route), for a minute after, and for a minute after it was plugged in: so a phone is seen before it
 * has given an address, and a socket without a cable, or the pack's own hotspot, is no link that is down. Not
 * thread-safe.
 */
final class InterfaceWatch {

    /** How long a link that has lost its way out is still told as down. */
    static final long REMEMBERED_NANOS = Duration.ofSeconds(60).toNanos();

    /** So often what a link is known by is read again while it stays up: each time takes several files. */
    private static final long IDENTITY_NANOS = Duration.ofSeconds(5).toNanos();

    private static final long RATE_NANOS = Duration.ofSeconds(1).toNanos();

    private final Interfaces interfaces;
    private final Routes routes;
    private final Selection selection;
    private final Function<String, List<InetAddress>> addresses;
    private final ProbeBooks probes;
    private final Map<String, Seen> seen = new HashMap<>();
    private boolean looked;

    InterfaceWatch(
            Interfaces interfaces,
            Routes routes,
            Selection selection,
            Function<String, List<InetAddress>> addresses,
            ProbeBooks probes) {
        this.interfaces = interfaces;
        this.routes = routes;
        this.selection = selection;
        this.addresses = addresses;
        this.probes = probes;
    }

    /**
     * What one look found.
     *
     * @param sources by link that is up, the addresses to probe from
     */
    record Look(List<Link> links, Map<String, List<InetAddress>> sources) {}

    Look look(long nowNanos) {
        Map<String, Long> defaults = routes.defaults();
        Long best = defaults.values().stream().min(Long::compare).orElse(null);
        List<String> names = interfaces.names().stream()
                .filter(name -> selection.admits(name, interfaces))
                .toList();
        seen.keySet().retainAll(names);
        List<Link> links = new ArrayList<>();
        Map<String, List<InetAddress>> sources = new TreeMap<>();
        for (String name : names) {
            Seen known = seen.computeIfAbsent(name, any -> new Seen(name));
            boolean carrier = interfaces.hasCarrier(name);
            List<InetAddress> own = carrier ? addresses.apply(name) : List.of();
            Long metric = defaults.get(name);
            known.see(carrier, !own.isEmpty() && metric != null, nowNanos);
            if (known.isLink(nowNanos)) {
                boolean carries = metric != null && metric.equals(best);
                links.add(known.link(carrier, own, metric != null, carries, nowNanos));
            }
            if (known.up) {
                sources.put(name, own);
            }
        }
        probes.retain(sources.keySet());
        looked = true;
        return new Look(links, sources);
    }

    /** One interface while it is there. */
    private final class Seen {
        private final String name;
        private final String type;
        private List<String> identity = List.of();
        private long identityNanos;
        private boolean carrier;
        private boolean up;
        private @Nullable Long wayOutNanos;
        private @Nullable Long sent;
        private @Nullable Long received;
        private long countedNanos;
        private @Nullable Double sendRate;
        private @Nullable Double receiveRate;

        Seen(String name) {
            this.name = name;
            this.type = interfaces.type(name);
        }

        void see(boolean hasCarrier, boolean hasWayOut, long now) {
            boolean pluggedIn = hasCarrier && !carrier && looked;
            carrier = hasCarrier;
            boolean wasUp = up;
            up = hasCarrier && hasWayOut;
            if (up || pluggedIn) {
                wayOutNanos = now;
                // an address may be given to a card after it has appeared
                if (pluggedIn || !wasUp || now - identityNanos >= IDENTITY_NANOS) {
                    identity = interfaces.identity(name);
                    identityNanos = now;
                }
            }
        }

        boolean isLink(long now) {
            Long since = wayOutNanos;
            return since != null && now - since < REMEMBERED_NANOS;
        }

        Link link(boolean hasCarrier, List<InetAddress> own, boolean route, boolean best, long now) {
            Long sentNow = interfaces.sent(name);
            Long receivedNow = interfaces.received(name);
            count(sentNow, receivedNow, now);
            ProbeBooks.Reading probed = probes.of(name);
            return new Link(
                    name,
                    identity,
                    name,
                    type,
                    standing(hasCarrier, own, route, best, probed.silent(), probes.captive(name)),
                    new LinkHealth(
                            probed.latencySeconds(),
                            null,
                            probed.loss(),
                            null,
                            sendRate,
                            receiveRate,
                            null,
                            null,
                            null,
                            null),
                    List.of(),
                    sentNow,
                    receivedNow);
        }

        private Link.Standing standing(
                boolean hasCarrier,
                List<InetAddress> own,
                boolean route,
                boolean best,
                boolean silent,
                @Nullable Boolean captive) {
            if (!hasCarrier) {
                return Link.Standing.down("not connected");
            }
            if (own.isEmpty()) {
                return Link.Standing.down("no address yet");
            }
            if (!route) {
                return Link.Standing.down("no way out");
            }
            boolean usable = !silent && !Boolean.TRUE.equals(captive);
            return new Link.Standing(true, usable, best, captive, silent ? "no answer" : null);
        }

        /** Rates over a second and more, so that two looks close together do not make noise. */
        private void count(@Nullable Long sentNow, @Nullable Long receivedNow, long now) {
            boolean first = sent == null && received == null;
            if (first || now - countedNanos >= RATE_NANOS) {
                sendRate = first ? null : rate(sent, sentNow, now - countedNanos);
                receiveRate = first ? null : rate(received, receivedNow, now - countedNanos);
                sent = sentNow;
                received = receivedNow;
                countedNanos = now;
            }
        }

        private static @Nullable Double rate(@Nullable Long before, @Nullable Long now, long nanos) {
            // counters begin again with a driver that does
            return before == null || now == null || now < before ? null : (Double) ((now - before) * 8e9 / nanos);
        }
    }
}
