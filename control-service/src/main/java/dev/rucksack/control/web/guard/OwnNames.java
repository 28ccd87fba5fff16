package dev.rucksack.control.web.guard;

import dev.rucksack.control.web.pairing.OwnAddresses;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The names under which this pack answers. Any other Host header comes from a page that has made its own name point
 * here (DNS rebinding) and would be let in with the operator's cookie.
 */
public final class OwnNames {

    private final OwnAddresses addresses;
    private final Set<String> names = new TreeSet<>();

    /** @param configured names besides the machine's own, {@code localhost}, {@code *.local} and its addresses */
    public OwnNames(OwnAddresses addresses, List<String> configured) {
        this.addresses = addresses;
        names.add("localhost");
        names.add(addresses.name());
        configured.forEach(name -> names.add(name.strip().toLowerCase(Locale.ROOT)));
        names.remove("");
    }

    /** Whether a Host header, with or without a port, names this pack. */
    public boolean contains(@Nullable String hostHeader) {
        if (hostHeader == null || hostHeader.isBlank()) {
            return false;
        }
        String host = withoutPort(hostHeader.strip().toLowerCase(Locale.ROOT));
        return names.contains(host) || (host.endsWith(".local") && host.length() > 6) || addresses.isOwn(host);
    }

    private static String withoutPort(String authority) {
        int end = authority.endsWith("]") ? -1 : authority.lastIndexOf(':');
        boolean bareAddress = authority.indexOf(':') != authority.lastIndexOf(':') && !authority.startsWith("[");
        return end < 0 || bareAddress ? authority : authority.substring(0, end);
    }
}
