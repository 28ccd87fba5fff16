package dev.rucksack.control.bonding.kernel;

import dev.rucksack.control.bonding.PortalWatch;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Looks over which links a network answers in place of the page. Whether the question took the link is read from the
 * interface's own count, as with a probe.
 */
final class Portals implements PortalWatch.Look {

    private final PortalPage page;
    private final Interfaces interfaces;
    private final ProbeBooks books;
    private final Supplier<Map<String, List<InetAddress>>> sources;

    /** @param sources by link that is up, the addresses to ask from */
    Portals(
            PortalPage page,
            Interfaces interfaces,
            ProbeBooks books,
            Supplier<Map<String, List<InetAddress>>> sources) {
        this.page = page;
        this.interfaces = interfaces;
        this.books = books;
        this.sources = sources;
    }

    @Override
    public void at(Set<String> inTrouble) {
        for (String link : inTrouble) {
            look(link, sources.get().getOrDefault(link, List.of()));
        }
    }

    private void look(String link, List<InetAddress> own) {
        for (InetAddress source : own) {
            Long before = interfaces.sentPackets(link);
            PortalPage.Answer answer = page.ask(link, source);
            boolean overLink = before == null || !before.equals(interfaces.sentPackets(link));
            if (overLink && answer != PortalPage.Answer.UNKNOWN) {
                books.signIn(link, answer == PortalPage.Answer.CAPTIVE);
                return;
            }
        }
    }
}
