package dev.rucksack.control.bonding.kernel;

import dev.rucksack.control.bonding.PortalTiming;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Looks for networks that want a sign-in page, on its thread {@code link-portals}, while the ingest does not answer over a
 * link. Whether the question took the link is read from the interface's own count, as with a probe.
 */
final class Portals implements AutoCloseable {

    private static final long BEAT_MILLIS = 1_000;

    private final PortalPage page;
    private final Interfaces interfaces;
    private final ProbeBooks books;
    private final Supplier<Map<String, List<InetAddress>>> sources;
    private final LongSupplier nanos;
    private final PortalTiming timing = new PortalTiming();
    private final Thread thread = new Thread(this::work, "link-portals");

    private volatile boolean running = true;

    /** @param sources by link that is up, the addresses to ask from */
    Portals(
            PortalPage page,
            Interfaces interfaces,
            ProbeBooks books,
            Supplier<Map<String, List<InetAddress>>> sources,
            LongSupplier nanos) {
        this.page = page;
        this.interfaces = interfaces;
        this.books = books;
        this.sources = sources;
        this.nanos = nanos;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Ends the thread, or leaves a question that is under way to its own end: the thread is a daemon's. */
    @Override
    public void close() {
        running = false;
        thread.interrupt();
    }

    private void work() {
        try {
            while (running) {
                Set<String> blocked = books.blocked();
                if (timing.isDue(blocked, nanos.getAsLong())) {
                    for (String link : blocked) {
                        look(link, sources.get().getOrDefault(link, List.of()));
                    }
                }
                Thread.sleep(BEAT_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(String link, List<InetAddress> own) {
        for (InetAddress source : own) {
            Long before = interfaces.sentPackets(link);
            PortalPage.Answer answer = page.ask(source);
            boolean overLink = before == null || !before.equals(interfaces.sentPackets(link));
            if (overLink && answer != PortalPage.Answer.UNKNOWN) {
                books.signIn(link, answer == PortalPage.Answer.CAPTIVE);
                return;
            }
        }
    }
}
