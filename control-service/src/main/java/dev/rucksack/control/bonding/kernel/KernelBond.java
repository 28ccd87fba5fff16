package dev.rucksack.control.bonding.kernel;

import dev.rucksack.control.bonding.Bond;
import dev.rucksack.control.bonding.PortalWatch;
import dev.rucksack.control.bonding.Tunnel;
import dev.rucksack.control.bonding.TunnelState;
import dev.rucksack.control.bonding.kernel.device.DeviceBinding;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the machine's own links. The thread {@code links} looks at {@code /sys/class/net} twice a second, because
 * sysfs tells nobody of a new directory; {@code link-probes} measures the way to the ingest over each link, every few
 * seconds while live and rarely otherwise; {@code link-portals} looks for sign-in pages while the ingest does not
 * answer over a link. It changes nothing: which link carries is the routes' doing.
 */
public final class KernelBond implements Bond, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(KernelBond.class);

    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration UNDECIDED = Duration.ofSeconds(2);
    private static final Duration NOTHING_TO_DO = Duration.ofSeconds(1);
    private static final long RESOLVED_FOR_NANOS = Duration.ofMinutes(5).toNanos();
    private static final Tunnel NOTHING_YET =
            new Tunnel(Tunnel.Kind.KERNEL, TunnelState.NONE, null, null, null, null, false, List.of());

    private final Settings settings;
    private final BooleanSupplier needed;
    private final LongSupplier nanos;
    private final Interfaces interfaces;
    private final Routes routes;
    private final ProbeBooks books = new ProbeBooks();
    private final Prober prober;
    private final @Nullable PortalWatch portals;
    private final Thread looking = new Thread(this::look, "links");
    private final Thread probing = new Thread(this::probe, "link-probes");

    private volatile boolean running = true;
    private volatile Tunnel tunnel = NOTHING_YET;
    private volatile Map<String, List<InetAddress>> sources = Map.of();
    private volatile @Nullable Aim aim;

    // the probing thread's own
    private @Nullable Aim resolvedFor;
    private @Nullable InetAddress ingest;
    private long resolvedNanos;

    /**
     * How the links are watched.
     *
     * @param sys where sysfs is, {@code /sys}
     * @param proc where procfs is, {@code /proc}
     * @param interfaces which are links: {@code auto}, names, names to leave out
     * @param probeLive time between two probes while the stream is wanted; zero for none
     * @param probeIdle the same while it is not
     * @param portalPage what is asked for over a link that the ingest does not answer over, to find networks that want a
     *     sign-in: an {@code http:} address that answers 204 or as NetworkManager's pages do; null for none
     */
    public record Settings(
            Path sys,
            Path proc,
            List<String> interfaces,
            Duration probeLive,
            Duration probeIdle,
            @Nullable URI portalPage) {}

    /** Where the ingest listens, and whether the stream is wanted. */
    public record Aim(String host, int port, boolean live) {

        boolean sameIngest(@Nullable Aim other) {
            return other != null && host.equals(other.host) && port == other.port;
        }
    }

    /** @param needed whether anybody wants to know: nothing is read or sent meanwhile otherwise */
    public KernelBond(Settings settings, BooleanSupplier needed, LongSupplier nanos) {
        this.settings = settings;
        this.needed = needed;
        this.nanos = nanos;
        this.interfaces = new Interfaces(settings.sys().resolve("class/net"));
        this.routes = new Routes(settings.proc().resolve("net/route"));
        LinkBinding binding = new LinkBinding(settings.proc(), routes, new DeviceBinding(settings.proc())::bind);
        this.prober = new Prober(interfaces, binding, nanos);
        URI page = settings.portalPage();
        this.portals = page == null
                ? null
                : new PortalWatch(
                        "link-portals",
                        books::blocked,
                        new Portals(new PortalPage(page, binding), interfaces, books, () -> sources),
                        nanos);
        looking.setDaemon(true);
        probing.setDaemon(true);
    }

    public void start() {
        looking.start();
        probing.start();
        if (portals != null) {
            portals.start();
        }
    }

    @Override
    public Tunnel tunnel() {
        return tunnel;
    }

    /** Tells where the stream goes; null while that is not known. */
    public synchronized void aim(@Nullable Aim now) {
        boolean changed = now == null ? aim != null : !now.equals(aim);
        if (changed) {
            aim = now;
            notifyAll();
        }
    }

    /** Ends both threads. */
    @Override
    public void close() {
        running = false;
        if (portals != null) {
            portals.stop(); // its thread is a daemon: a question that is under way is left to its own end
        }
        for (Thread thread : List.of(looking, probing)) {
            thread.interrupt();
        }
        try {
            looking.join(2_000);
            probing.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        InterfaceWatch watch = watch();
        boolean looked = false;
        try {
            while (running) {
                if (needed.getAsBoolean()) {
                    look(watch);
                    looked = true;
                } else if (looked) {
                    watch = watch();
                    sources = Map.of();
                    tunnel = NOTHING_YET;
                    looked = false;
                }
                Thread.sleep(LOOK.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(InterfaceWatch watch) {
        try {
            InterfaceWatch.Look now = watch.look(nanos.getAsLong());
            sources = now.sources();
            tunnel = new Tunnel(Tunnel.Kind.KERNEL, TunnelState.NONE, null, null, null, null, true, now.links());
        } catch (RuntimeException e) {
            // an interface may vanish between two of its files; what is not foreseen must not end the watch
            log.warn("The interfaces could not be read; looking again", e);
        }
    }

    private InterfaceWatch watch() {
        return new InterfaceWatch(
                interfaces, routes, new Selection(settings.interfaces()), KernelBond::addresses, books);
    }

    /** What an interface can send from to somewhere else. */
    private static List<InetAddress> addresses(String name) {
        try {
            NetworkInterface found = NetworkInterface.getByName(name);
            return found == null
                    ? List.of()
                    : found.inetAddresses()
                            .filter(address -> !address.isLinkLocalAddress() && !address.isLoopbackAddress())
                            .toList();
        } catch (SocketException e) {
            return List.of();
        }
    }

    private void probe() {
        try {
            while (running) {
                Aim now = aim;
                Duration pause = now == null ? Duration.ZERO : now.live() ? settings.probeLive() : settings.probeIdle();
                if (now == null || pause.isZero() || sources.isEmpty() || !needed.getAsBoolean() || !probe(now)) {
                    pause(NOTHING_TO_DO, now);
                } else {
                    pause(books.undecided() && UNDECIDED.compareTo(pause) < 0 ? UNDECIDED : pause, now);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether there was anything to probe. */
    private boolean probe(Aim now) {
        InetAddress address = resolve(now);
        if (address == null || isOwn(address)) {
            return false;
        }
        InetSocketAddress target = new InetSocketAddress(address, now.port());
        Map<String, InetAddress> from = new TreeMap<>();
        sources.forEach((link, own) -> own.stream()
                .filter(source -> source.getClass() == address.getClass())
                .findFirst()
                .ifPresent(source -> from.put(link, source)));
        try {
            if (!now.live()) {
                // a mobile link that slept needs its time to wake: that is not the way's
                prober.round(target, from);
            }
            books.note(prober.round(target, from));
        } catch (IOException e) {
            log.debug("The links cannot be probed: {}", e.toString());
        } catch (RuntimeException e) {
            log.warn("The links could not be probed; trying again", e);
        }
        return true;
    }

    /** Whether the ingest is on this machine: no link leads there. */
    private static boolean isOwn(InetAddress address) {
        try {
            return address.isLoopbackAddress()
                    || address.isAnyLocalAddress()
                    || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            return false;
        }
    }

    private @Nullable InetAddress resolve(Aim now) {
        if (!now.sameIngest(resolvedFor)) {
            books.startAgain();
            ingest = null;
            resolvedFor = now;
        }
        if (ingest == null || nanos.getAsLong() - resolvedNanos > RESOLVED_FOR_NANOS) {
            try {
                InetAddress[] all = InetAddress.getAllByName(now.host());
                ingest = Arrays.stream(all)
                        .filter(Inet4Address.class::isInstance)
                        .findFirst()
                        .orElse(all[0]);
                resolvedNanos = nanos.getAsLong();
            } catch (UnknownHostException e) {
                // without a link there is no name service either; the last address is good enough
                log.debug("No address for {}", now.host());
            }
        }
        return ingest;
    }

    private synchronized void pause(Duration time, @Nullable Aim before) throws InterruptedException {
        long end = nanos.getAsLong() + time.toNanos();
        for (long left = time.toMillis();
                left > 0 && java.util.Objects.equals(aim, before);
                left = (end - nanos.getAsLong()) / 1_000_000) {
            wait(left);
        }
    }
}
